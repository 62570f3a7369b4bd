"""Who gets a mail, and what it is about."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import in_days
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db


@pytest.fixture
def digest_of(plan, week):
    def find(name):
        found = [d for d in week().digests if d.person_id == plan.people[name]]
        return found[0] if found else None

    return find


@pytest.fixture
def reasons(plan, week):
    """Why each person or unit gets nothing, by name."""

    def read():
        names = {ident: name for name, ident in plan.people.items()}
        units = {ident: name for name, ident in plan.units.items()}
        return {
            names[skip.person_id] if skip.person_id else units[skip.unit_id]: skip.reason
            for skip in week().skips
        }

    return read


def test_asked_lines_come_first_most_pressing_first(plan, digest_of):
    soon = plan.commitment(due=in_days(7))
    late = plan.commitment(due=in_days(-7))
    confirmed = plan.commitment(due=in_days(20))
    plan.say(confirmed, "on_track")
    asked = plan.commitment(due=in_days(90))
    plan.say(asked, "on_track")
    plan.ask(asked, "Est-ce encore possible?")

    items = digest_of("alice").items

    assert [(item.commitment_id, item.asked, item.why) for item in items] == [
        (asked, True, "question"),
        (late, True, "late"),
        (soon, True, "due_soon"),
        (confirmed, False, "next"),
    ]


def test_nothing_asked_is_no_mail_and_the_reason_is_kept(plan, digest_of, reasons):
    confirmed = plan.commitment(due=in_days(20))
    plan.say(confirmed, "on_track")

    assert digest_of("alice") is None
    assert reasons()["alice"] == "nothing_to_ask"


def test_what_comes_next_stops_at_twenty_business_days(plan, digest_of):
    plan.commitment(due=in_days(-1))
    near, far = plan.commitment(due=in_days(28)), plan.commitment(due=in_days(29))
    for commitment in (near, far):
        plan.say(commitment, "on_track")

    assert [i.commitment_id for i in digest_of("alice").items if not i.asked] == [near]


def test_one_person_who_answers_for_two_units_gets_one_mail(plan, week):
    plan.commitment("verdun", due=in_days(-1), lead="verdun")
    plan.commitment("legal", due=in_days(-1), lead="legal")
    with plan.app.app_context():
        contact = db.session.query(Contact).filter_by(unit_id=plan.units["legal"]).one()
        contact.person_id = plan.people["alice"]
        db.session.commit()

    mine = [d for d in week().digests if d.person_id == plan.people["alice"]]

    assert len(mine) == 1
    assert mine[0].for_units == (plan.units["verdun"], plan.units["legal"])


def test_the_substitute_is_written_to_and_the_absent_person_is_not(plan, digest_of, reasons):
    plan.commitment(due=in_days(-1))
    with plan.app.app_context():
        db.session.add(
            Absence(
                person_id=plan.people["alice"],
                starts_on=TODAY,
                ends_on=TODAY + timedelta(days=3),
                substitute_id=plan.people["bob"],
            )
        )
        db.session.commit()

    assert digest_of("bob").items[0].asked
    assert reasons()["alice"] == "away"


def test_a_unit_without_contact_is_told_and_not_written_to(plan, reasons):
    plan.commitment("anjou", due=in_days(-1))

    assert reasons()["anjou"] == "no_contact"


def test_a_suspended_address_gets_nothing_and_the_next_contact_does(plan, digest_of, reasons):
    plan.commitment(due=in_days(-1))
    plan.edit(Person, plan.people["alice"], suspended_at=NOW, suspended_reason="boîte inconnue")

    assert digest_of("bob").items
    assert reasons()["alice"] == "suspended"


def test_the_director_comes_first_and_always(plan, week):
    plan.commitment(due=in_days(-1))

    first = week().digests[0]

    assert first.person_id == plan.people["diane"]
    assert first.is_director
    assert first.items == ()


def test_a_director_who_is_away_gets_nothing(plan, digest_of):
    with plan.app.app_context():
        db.session.add(Absence(person_id=plan.people["diane"], starts_on=TODAY, ends_on=TODAY))
        db.session.commit()

    assert digest_of("diane") is None


def test_a_coordinator_with_nothing_to_mend_gets_nothing(plan, digest_of, reasons):
    for dossier in plan.dossiers.values():
        plan.edit(Dossier, dossier, lead_unit_id=plan.units["legal"])

    assert digest_of("emile") is None
    assert reasons()["emile"] == "nothing_to_ask"


def test_a_dossier_without_lead_is_the_coordinators_to_chase(plan, digest_of):
    assert digest_of("emile").is_coordinator


def test_a_contact_who_left_is_the_coordinators_to_mend(plan, digest_of):
    for dossier in plan.dossiers.values():
        plan.edit(Dossier, dossier, lead_unit_id=plan.units["legal"])
    plan.edit(Person, plan.people["bob"], active=False)

    assert digest_of("emile").is_coordinator


def test_released_and_withdrawn_work_is_never_asked(plan, digest_of):
    released, withdrawn = plan.commitment(due=in_days(-9)), plan.commitment(due=in_days(-9))
    told = {"released_at": NOW, "released_by": "Coordination", "released_reason": "sans objet"}
    plan.edit(Commitment, released, **told)
    with plan.app.app_context():
        milestone = db.session.get_one(Commitment, withdrawn).milestone_id
    told = {"withdrawn_at": NOW, "withdrawn_by": "Coordination", "withdrawn_reason": "sans objet"}
    plan.edit(Milestone, milestone, **told)

    assert digest_of("alice") is None


@pytest.mark.parametrize(
    "state",
    [
        pytest.param({"approved_at": None, "approved_by": None}, id="draft"),
        pytest.param({"closed_at": NOW}, id="closed"),
    ],
)
def test_a_plan_that_is_not_in_force_mails_nobody(plan, week, state):
    plan.commitment(due=in_days(-1))
    plan.edit(ActionPlan, 1, **state)

    assert week().digests == ()
    assert week().skips == ()
