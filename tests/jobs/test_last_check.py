"""Between planning and sending, the world moves: everything is checked again."""

from datetime import timedelta

import pytest

from tests.support.consulted import waive_all
from tests.support.databases import NOW, TODAY
from tests.support.mailbox import Step
from tests.support.plan_builder import in_days
from tracker.domain.changes import Actor
from tracker.domain.closures import Closure
from tracker.domain.messages import Message
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.plans import ActionPlan
from tracker.exchange.approval import approve
from tracker.exchange.copies import NewPlan, copy_plan
from tracker.extensions import db
from tracker.jobs.planner import plan_due
from tracker.mail import outbox

#: Sends through a real SMTP server, many times.
pytestmark = pytest.mark.slow


@pytest.fixture
def planned(office):
    """Messages are planned; nothing has left."""
    office.second = office.plan.commitment("verdun", due=in_days(-10), lead="verdun")
    with office.app.app_context():
        plan_due(db.session, NOW, NOW, office.app.config["TRACKER"])
    assert office.states()["alice"] == "planned"
    return office


def answer(office, commitment_id):
    office.plan.say(
        commitment_id, "done", at=NOW + timedelta(hours=1), done_on=TODAY, sentence="Livré."
    )


def test_somebody_who_left_gets_nothing(planned, smtp_server):
    planned.plan.edit(Person, planned.plan.people["alice"], active=False)
    assert planned.tick().messages == {"cancelled": 1, "sent": 3}
    assert planned.message("alice").reason == "left"
    assert planned.events("alice")[-1] == "cancelled"
    assert ("alice@exemple.test",) not in {mail.recipients for mail in smtp_server.received}


def test_a_suspended_address_gets_nothing(planned):
    planned.plan.edit(
        Person, planned.plan.people["alice"], suspended_at=NOW, suspended_reason="Retour"
    )
    planned.tick()
    assert planned.message("alice").reason == "suspended"


def test_somebody_away_gets_nothing(planned):
    with planned.app.app_context():
        absence = Absence(
            person_id=planned.plan.people["alice"], starts_on=TODAY, ends_on=in_days(3)
        )
        db.session.add(absence)
        db.session.commit()
    planned.tick()
    assert planned.message("alice").reason == "away"


def test_somebody_replaced_gets_nothing(planned):
    with planned.app.app_context():
        contacts = db.session.query(Contact).filter_by(unit_id=planned.plan.units["verdun"])
        for contact in contacts:
            contact.rank += 10
        db.session.flush()
        for contact in contacts:
            contact.rank = 1 if contact.person_id == planned.plan.people["alice"] else 0
        db.session.commit()
    planned.tick()
    assert planned.message("alice").reason == "replaced"


def test_who_answers_instead_is_asked_in_the_same_slot(planned, smtp_server):
    planned.dismiss("alice", "diane", "emile")
    assert planned.tick().messages == {"cancelled": 3, "sent": 1}
    assert set(planned.asked("bob")) == {planned.late, planned.second}
    assert planned.message("bob").slot_id == planned.message("alice").slot_id
    assert planned.events("bob")[0] == "planned"
    assert not planned.tick()


def test_who_has_a_message_in_the_slot_gets_no_other(planned, smtp_server):
    """The substitute was written to for another unit: the mail composed last names both."""
    with planned.app.app_context():
        absence = Absence(
            person_id=planned.plan.people["alice"],
            starts_on=TODAY,
            ends_on=in_days(3),
            substitute_id=planned.plan.people["emile"],
        )
        db.session.add(absence)
        db.session.commit()
    assert planned.tick().messages == {"cancelled": 1, "sent": 2}
    assert set(planned.asked("emile")) == {planned.late, planned.second}


def test_all_answered_nothing_is_sent(planned):
    answer(planned, planned.late)
    answer(planned, planned.second)
    planned.tick()
    assert planned.message("alice").reason == "answered"


def test_nothing_of_a_plan_that_another_replaced_leaves(planned, smtp_server):
    with planned.app.app_context():
        session = db.session
        new = NewPlan("Suite", "", "", TODAY, in_days(364), NOW)
        draft = copy_plan(session, session.get_one(ActionPlan, 1), new, 0)
        waive_all(session, draft)
        approve(session, draft, by="Direction", at=NOW, actor=Actor(None, "Direction", NOW))
        session.commit()
    assert planned.tick().messages == {"cancelled": 3}
    assert planned.message("alice").reason == "superseded"
    assert smtp_server.received == []


def test_partly_answered_the_rest_is_asked(planned, smtp_server):
    assert set(planned.asked("alice")) == {planned.late, planned.second}
    answer(planned, planned.late)
    planned.tick()
    assert planned.states()["alice"] == "sent"
    assert planned.asked("alice") == [planned.second]


def test_a_new_address_is_used(planned, smtp_server):
    planned.plan.edit(Person, planned.plan.people["alice"], email="alice2@exemple.test")
    planned.tick()
    assert ("alice2@exemple.test",) in {mail.recipients for mail in smtp_server.received}
    assert planned.message("alice").to_address == "alice2@exemple.test"


def test_an_answer_at_the_very_last_moment_composes_it_anew(planned, smtp_server):
    """Composed, the recipient accepted by the server, DATA not begun."""
    planned.dismiss("diane", "emile")
    first = planned.message("alice").message_id
    pause = smtp_server.pause(Step.RCPT)
    ticking = planned.tick_aside()
    pause.wait_until_reached()
    # diane and emile are cancelled without a word to the server: this is alice's.
    answer(planned, planned.late)
    pause.release()
    assert ticking().messages == {"sent": 1, "cancelled": 2}
    assert planned.asked("alice") == [planned.second]
    (mail,) = smtp_server.received
    assert mail.message["Message-ID"] == first
    assert "Jalon numéro 1" not in mail.message.get_body(("plain",)).get_content()


def test_the_plan_moved_to_another_day_is_composed_for_that_day(planned):
    planned.tick(NOW + timedelta(days=2))
    assert planned.message("alice").composed_for == in_days(2)


def to_alice(smtp_server):
    return [mail for mail in smtp_server.received if "alice@exemple.test" in mail.recipients]


def test_after_a_week_off_only_this_week_leaves(planned, smtp_server):
    first = planned.message("alice").id
    report = planned.tick(NOW + timedelta(days=7))
    assert report.messages == {"cancelled": 3, "sent": 3}
    (mail,) = to_alice(smtp_server)
    assert mail.message["Message-ID"] == planned.message("alice").message_id
    assert planned.message("alice").id != first
    with planned.app.app_context():
        assert db.session.get(Message, first).reason == "superseded"


def test_closed_days_do_not_let_last_week_leave_with_this_one(planned):
    with planned.app.app_context():
        days = [in_days(day) for day in range(1, 5)]
        db.session.add_all(Closure(day=day, name="Fermé", basis="essai") for day in days)
        db.session.commit()
    assert planned.tick(NOW + timedelta(days=7)).messages == {"cancelled": 3, "sent": 3}


def test_past_the_grace_nothing_leaves(planned):
    assert planned.tick(NOW + timedelta(days=4)).messages == {"missed": 3}
    assert planned.message("alice").reason == "too_late"
    assert planned.events("alice")[-1] == "missed"


def test_what_a_human_sends_again_is_never_too_old(planned, smtp_server):
    planned.dismiss("diane", "emile")
    smtp_server.answer(Step.RCPT, "550 5.1.1 Inconnu")
    assert planned.tick().messages == {"refused": 1, "cancelled": 2}
    assert planned.do(outbox.requeue, planned.message("alice").id, "Coordination")
    assert planned.tick(NOW + timedelta(days=4)).messages == {"sent": 1}
