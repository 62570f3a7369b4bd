"""The mails of a review: the invitation, what became of it, its minutes."""

from datetime import timedelta

import icalendar
import pytest

from tests.support.databases import NOW
from tests.support.meetings import lay_decision, lay_review
from tests.support.plan_builder import in_days
from tracker.domain import reviewing
from tracker.domain.changes import Actor
from tracker.domain.people import Person
from tracker.domain.reviews import Review
from tracker.mail import meetings
from tracker.queries.agenda import agenda
from tracker.queries.decisions import decisions_of_review
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.reviews import guests_of, read_review
from tracker.wording.minutes import Held, frozen

#: Sends through a real SMTP server.
pytestmark = pytest.mark.slow

BY = Actor(None, "Coordination du Bureau", NOW)


@pytest.fixture
def office(open_office, smtp_server, frozen):
    """Nobody is owed a weekly mail: only what is posted leaves."""
    office = open_office(TRACKER_SMTP_URL=smtp_server.url)
    office.tick()
    smtp_server.received.clear()
    return office


@pytest.fixture
def tell(office):
    """`tell("review", 1, "alice")`: queue the mail of a review."""

    def queue(kind, review_id, *names):
        def write(session):
            people = [session.get_one(Person, office.plan.people[name]) for name in names]
            settings = office.app.config["TRACKER"]
            meetings.post_all(session, settings, kind, review_id, people, NOW)

        office.do(write)

    return queue


@pytest.fixture
def words(smtp_server):
    """`words()`: subject and text of the only mail that arrived."""

    def read():
        (mail,) = smtp_server.received
        text = mail.message.get_body(("plain",)).get_content()
        spaced = text.replace("\N{NO-BREAK SPACE}", " ")
        subject = str(mail.message["Subject"]).replace("\N{NO-BREAK SPACE}", " ")
        return subject, " ".join(spaced.split())

    return read


def _review(session, review_id=1):
    return session.get_one(Review, review_id)


def test_the_invitation_says_when_and_where_and_leads_to_the_agenda(office, tell, words):
    review_id = lay_review(office.plan)
    tell("review", review_id, "alice")
    assert office.tick().messages == {"sent": 1}
    subject, text = words()

    assert subject == "Invitation : revue du plan, lundi 27 avril 2026, de 14 h à 15 h"
    assert "Lieu : Salle A" in text
    assert f"http://suivi.exemple.test/reviews/{review_id}" in text
    assert "parce que cette revue du plan demande votre présence" in text


def test_the_meeting_goes_with_it_for_the_calendar(office, tell, smtp_server):
    review_id = lay_review(office.plan, guests=("alice",))
    tell("review", review_id, "alice", "bob")
    office.tick()
    found = {}
    for mail in smtp_server.received:
        (file,) = mail.message.iter_attachments()
        calendar = icalendar.Calendar.from_ical(file.get_payload(decode=True))
        found[mail.message["To"].addresses[0].username] = (file.get_filename(), calendar)

    name, expected = found["alice"]
    assert (name, str(expected["METHOD"])) == ("revue-1.ics", "PUBLISH")
    _name, no_longer = found["bob"]
    assert str(no_longer["METHOD"]) == "CANCEL"
    assert expected.walk("VEVENT")[0]["UID"] == no_longer.walk("VEVENT")[0]["UID"]


def test_asked_twice_before_it_leaves_it_leaves_once(office, tell, smtp_server):
    review_id = lay_review(office.plan)
    tell("review", review_id, "alice")
    tell("review", review_id, "alice")
    office.tick()
    assert len(smtp_server.received) == 1


def test_moved_it_says_the_new_hour(office, tell, words):
    review_id = lay_review(office.plan)
    moved = {"held_on": in_days(8)}
    office.do(lambda session: reviewing.change_review(session, _review(session), BY, moved))
    tell("review", review_id, "alice")
    office.tick()
    subject, text = words()
    assert subject == "Revue déplacée : mardi 28 avril 2026, de 14 h à 15 h"
    assert "Elle se tient désormais le mardi 28 avril 2026" in text


def test_cancelled_it_says_why(office, tell, words):
    review_id = lay_review(office.plan)
    office.do(
        lambda session: reviewing.cancel_review(session, _review(session), BY, "Le conseil siège.")
    )
    tell("review", review_id, "alice")
    office.tick()
    subject, text = words()
    assert subject == "Revue annulée : lundi 27 avril 2026, de 14 h à 15 h"
    assert "« Le conseil siège. »" in text


def test_whoever_is_no_longer_invited_is_told_so(office, tell, words):
    review_id = lay_review(office.plan, guests=("diane",))
    tell("review", review_id, "alice")
    office.tick()
    subject, text = words()
    assert subject.startswith("Revue du plan, sans vous")
    assert "votre présence n’est plus demandée" in text
    assert "/reviews/" not in text


def test_once_begun_nobody_is_invited_any_more(office, tell, smtp_server):
    review_id = lay_review(office.plan)
    tell("review", review_id, "alice")
    office.do(lambda session: reviewing.begin(session, _review(session), BY))
    assert office.tick().messages == {"cancelled": 1}
    assert smtp_server.received == []
    assert office.message("alice").reason == "closed"


def _end(office, review_id):
    office.do(lambda session: reviewing.begin(session, _review(session, review_id), BY))
    lay_decision(office.plan, "Revoir le devis", owner="alice", taken=0, review_id=review_id)
    lay_decision(office.plan, "Trouver un local", owner="diane", taken=0, review_id=review_id)

    def close(session):
        view = read_plan_view(session, NOW.date())
        row = read_review(session, review_id)
        held = Held(
            row,
            guests_of(session, review_id),
            {},
            (),
            decisions_of_review(session, review_id),
            NOW + timedelta(minutes=50),
            office.app.config["TRACKER"].timezone,
        )
        minutes = frozen(view, held, agenda(view, (), 0))
        reviewing.end(session, _review(session, review_id), BY, minutes)

    office.do(close)


def test_the_minutes_tell_ones_own_decisions_first(office, tell, words):
    review_id = lay_review(office.plan)
    _end(office, review_id)
    tell("minutes", review_id, "alice")
    assert office.tick().messages == {"sent": 1}
    subject, text = words()

    assert subject == "Compte rendu, lundi 27 avril 2026, de 14 h à 15 h : deux décisions"
    mine, others = text.index("À mener par vous :"), text.index("Aussi décidé :")
    assert mine < text.index("Revoir le devis") < others < text.index("Trouver un local")
    assert f"http://suivi.exemple.test/reviews/{review_id}" in text


def test_english_readers_get_them_in_english(office, tell, words):
    review_id = lay_review(office.plan)
    _end(office, review_id)
    office.plan.edit(Person, office.plan.people["alice"], locale="en")
    tell("minutes", review_id, "alice")
    office.tick()
    subject, text = words()
    assert subject == "Minutes, Monday, April 27, 2026, from 2 p.m. to 3 p.m.: two decisions"
    assert "For you to carry out:" in text


def test_a_decision_leaves_with_the_weekly_mail_and_not_again(office, smtp_server):
    lay_decision(office.plan, "Trouver un local", owner="bob", due=30, taken=0)
    office.tick(NOW + timedelta(days=7))
    to_bob = [
        mail for mail in smtp_server.received if "bob@exemple.test" in str(mail.message["To"])
    ]
    assert len(to_bob) == 1
    assert "Trouver un local" in to_bob[0].message.get_body(("plain",)).get_content()
    smtp_server.received.clear()
    office.tick(NOW + timedelta(days=14))
    assert not [one for one in smtp_server.received if "bob@exemple.test" in str(one.message["To"])]
