"""Decisions and answers read, in the weekly mail."""

from datetime import timedelta

import pytest

from tests.mail.conftest import plain
from tests.support.databases import NOW
from tests.support.meetings import lay_decision
from tests.support.plan_builder import in_days
from tracker.domain.decisions import Decision
from tracker.domain.messages import Message
from tracker.domain.people import Contact, Person
from tracker.domain.readings import Reading
from tracker.extensions import db


@pytest.fixture
def digest_of(plan, week):
    def find(name):
        found = [one for one in week().digests if one.person_id == plan.people[name]]
        return found[0] if found else None

    return find


def test_a_decision_not_yet_told_makes_a_mail_go(plan, digest_of):
    assert digest_of("alice") is None
    decided = lay_decision(plan, due=30)
    assert digest_of("alice").decisions == (decided,)
    assert digest_of("alice").items == ()


def test_told_and_not_due_it_makes_none(plan, digest_of, week):
    lay_decision(plan, due=30)
    plan.mail(to="alice")
    assert digest_of("alice") is None
    assert "nothing_to_ask" in {
        skip.reason for skip in week().skips if skip.person_id == plan.people["alice"]
    }


def test_a_mail_that_came_back_told_nothing(plan, digest_of):
    lay_decision(plan, due=30)
    plan.mail(to="alice")
    plan.edit(Message, 1, bounced_at=NOW, bounce_reason="boîte pleine")
    assert digest_of("alice") is not None


def test_a_mail_from_before_it_was_taken_told_nothing(plan, digest_of):
    plan.mail(to="alice", at=NOW - timedelta(days=14))
    lay_decision(plan, due=30)
    assert digest_of("alice") is not None


def test_overdue_it_is_repeated_in_every_slot(plan, digest_of):
    decided = lay_decision(plan, due=-3)
    plan.mail(to="alice")
    assert digest_of("alice").decisions == (decided,)


def test_corrected_it_is_told_anew(plan, digest_of):
    decided = lay_decision(plan, due=30)
    plan.mail(to="alice")
    plan.edit(Decision, decided, tell_since=NOW)
    assert digest_of("alice").decisions == (decided,)


def test_closed_it_is_told_no_more(plan, digest_of):
    decided = lay_decision(plan, due=-3)
    closing = {"outcome": "done", "closed_at": NOW, "closed_on": NOW.date(), "closed_by": "Elle"}
    plan.edit(Decision, decided, **closing)
    assert digest_of("alice") is None


def test_a_units_goes_to_whoever_is_written_to_for_it(plan, digest_of):
    decided = lay_decision(plan, unit="verdun", due=30)
    assert digest_of("alice").decisions == (decided,)
    assert digest_of("alice").for_units == (plan.units["verdun"],)
    assert digest_of("bob") is None
    plan.edit(Person, plan.people["alice"], suspended_at=NOW, suspended_reason="refus")
    assert digest_of("bob").decisions == (decided,)


def test_the_director_gets_hers_in_her_one_mail(plan, week):
    decided = lay_decision(plan, owner="diane", due=30)
    hers = [one for one in week().digests if one.person_id == plan.people["diane"]]
    assert [(one.is_director, one.decisions) for one in hers] == [(True, (decided,))]


def test_whoever_is_asked_anyway_reads_all_that_is_open(plan, digest_of):
    plan.commitment(due=in_days(-7))
    first, second = lay_decision(plan, due=40), lay_decision(plan, due=30)
    plan.mail(to="alice")
    assert digest_of("alice").decisions == (second, first)


def test_what_nobody_can_be_told_of_is_the_coordinations(plan, digest_of, letter_to, week):
    lay_decision(plan, "Trouver un local", unit="anjou", due=30)
    plan.edit(Person, plan.people["charlie"], active=False)
    lay_decision(plan, "Revoir la clause", owner="charlie", due=30)
    letter = letter_to("emile")

    assert digest_of("emile").is_coordinator
    assert "2 décisions que personne ne reçoit" in plain(letter.text)
    assert "DÉCISIONS QUE PERSONNE NE REÇOIT" in letter.text
    assert "Trouver un local" in letter.text
    assert "Revoir la clause" in letter.text
    reasons = {skip.reason for skip in week().skips if skip.unit_id == plan.units["anjou"]}
    assert reasons == {"no_contact"}


def test_the_letter_says_what_by_when_and_leads_to_its_page(plan, letter_to):
    lay_decision(plan, "Revoir le devis", due=-3)
    letter = letter_to("alice")
    text = plain(letter.text)

    assert plain(letter.subject) == "Décisions : une décision est à mener, semaine du 20 avril"
    assert "DÉCISIONS À MENER" in text
    assert "Revoir le devis" in text
    assert "Décision nº 1 · En retard de 1 jour ouvrable" in text
    assert "https://suivi.exemple.test/decisions/1" in text
    assert "parce qu’une décision prise sur le plan vous revient" in text
    assert 'href="https://suivi.exemple.test/decisions/1"' in letter.html


def test_asked_besides_the_answers_come_first(plan, letter_to):
    plan.commitment(due=in_days(-7), title="Liste unique")
    lay_decision(plan, "Revoir le devis", unit="verdun", due=30)
    letter = letter_to("alice")
    text = plain(letter.text)

    assert plain(letter.subject) == "Verdun : une réponse, semaine du 20 avril"
    assert text.index("Liste unique") < text.index("Revoir le devis")
    assert "Décision nº 1 · Verdun · À mener d’ici le 20 mai" in text


def test_english_readers_read_english(plan, letter_to):
    lay_decision(plan, "Revoir le devis", due=-3)
    text = plain(letter_to("alice", locale="en").text)
    assert "DECISIONS TO CARRY OUT" in text
    assert "1 business day late" in text


def _read(plan, commitment_id, words, days):
    with plan.app.app_context():
        reading = Reading(
            update_id=plan.standing_answer(commitment_id).id,
            by_id=plan.people["diane"],
            by_name="Directrice du Bureau",
            at=NOW - timedelta(days=days),
            words=words,
        )
        db.session.add(reading)
        db.session.commit()


def test_what_was_read_since_the_last_relance_is_in_the_next_mail(plan, letter_to):
    plan.commitment(due=in_days(-7))
    for title, words, days in (("Guichet", "Merci, continuez", 2), ("Ancien", "Vu", 20)):
        said = plan.commitment(due=in_days(60), title=title)
        plan.say(said, "on_track", at=NOW - timedelta(days=21))
        _read(plan, said, words, days)
    text = plain(letter_to("alice").text)

    assert "LU PAR LA DIRECTION DU BUREAU" in text
    assert "« Merci, continuez »" in text
    assert "« Vu »" not in text


def test_being_read_makes_no_mail_by_itself(plan, digest_of):
    said = plan.commitment(due=in_days(60))
    plan.say(said, "on_track")
    _read(plan, said, "Merci", 2)
    assert digest_of("alice") is None


def test_somebody_who_is_contact_of_nothing_owns_one(plan, digest_of):
    with plan.app.app_context():
        db.session.query(Contact).filter_by(person_id=plan.people["bob"]).delete()
        db.session.commit()
    decided = lay_decision(plan, owner="bob", due=30)
    assert digest_of("bob").decisions == (decided,)
