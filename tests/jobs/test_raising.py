"""What a mail announces will be raised, is kept in its exact words; what is raised leaves once."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.mailbox import Step
from tests.support.plan_builder import in_days
from tracker.domain import raising
from tracker.domain.changes import Actor
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.raising import RaisingProposal
from tracker.extensions import db
from tracker.jobs.planner import plan_due
from tracker.mail import outbox
from tracker.queries.plan_reading import read_plan_view

#: Sends through a real SMTP server.
pytestmark = pytest.mark.slow


def words_of(mail):
    """The text part, on one line, with plain spaces."""
    text = mail.message.get_body(("plain",)).get_content()
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def to(smtp_server, name):
    return [mail for mail in smtp_server.received if mail.recipients == (f"{name}@exemple.test",)]


@pytest.fixture
def alone(office):
    """Only alice is written to; what she owes was due on Wednesday the 15th: D+6 is the 23rd."""
    office.dismiss("diane", "emile")
    is_due(office, in_days(-5))
    return office


def is_due(office, day):
    office.plan.edit(Milestone, 1, baseline_due=day)
    office.plan.edit(Commitment, office.late, forecast_due=day)


def proposals(office):
    with office.app.app_context():
        return list(db.session.scalars(select(RaisingProposal).order_by(RaisingProposal.id)))


def test_the_words_kept_are_the_very_ones_mailed(alone, smtp_server):
    alone.tick()
    (one,) = proposals(alone)
    (mail,) = to(smtp_server, "alice")
    assert (one.step, one.due, one.raised_on) == ("head", in_days(-5), in_days(3))
    assert one.announced_by == alone.message("alice").id
    kept = " ".join(one.words_fr.replace("\N{NO-BREAK SPACE}", " ").split())
    assert f"« {kept} »" in words_of(mail)
    assert "Sans réponse de votre part d’ici le 23 avril, la coordination pourra porter" in (
        words_of(mail)
    )
    assert re.search(rf"/answer/[\w-]+/{alone.late}#phrase", words_of(mail))
    assert one.words_en.startswith("D1-01")
    assert "escalad" not in words_of(mail).lower()


def test_nothing_is_announced_where_the_next_mail_comes_soon_enough(alone, smtp_server):
    is_due(alone, in_days(0))  # D+6 is the Tuesday of the week after next Monday's mail
    alone.tick()
    assert proposals(alone) == []
    assert "la coordination pourra porter" not in words_of(to(smtp_server, "alice")[0])


def test_a_mail_that_is_not_accepted_announces_nothing(alone, smtp_server):
    smtp_server.answer(Step.RCPT, "550 5.1.1 Inconnu")
    alone.tick()
    assert proposals(alone) == []
    smtp_server.answer(Step.CONTENT, "550 5.1.1 Inconnu")
    alone.do(outbox.requeue, alone.message("alice").id, "Coordination")
    alone.tick()
    assert told(alone) == [("head", False)]


def told(office):
    """Step of each announcement, and whether its mail arrived."""
    with office.app.app_context():
        return [(one.step, one.told) for one in read_plan_view(db.session, TODAY).raisings]


def test_it_is_announced_anew_by_the_next_mail_once_one_arrives(alone, smtp_server, later):
    smtp_server.answer(Step.CONTENT, "451 4.3.0 Plus tard")
    alone.tick()
    assert told(alone) == [("head", False)]
    later(timedelta(minutes=6))
    alone.tick()
    assert told(alone) == [("head", True)]
    (one,) = proposals(alone)
    assert one.announced_at > NOW + timedelta(minutes=5)


def test_a_step_announced_once_is_not_announced_again_and_the_next_comes_in_its_turn(
    alone, smtp_server, later
):
    alone.tick()
    later(timedelta(days=7))
    alone.tick(NOW + timedelta(days=7))
    assert [(one.step, one.raised_on) for one in proposals(alone)] == [
        ("head", in_days(3)),
        ("director", in_days(10)),
    ]
    assert "la direction du Bureau" in words_of(to(smtp_server, "alice")[1])
    later(timedelta(days=7))
    alone.tick(NOW + timedelta(days=14))
    assert len(proposals(alone)) == 2


def test_a_date_that_moves_starts_anew(alone, later):
    alone.tick()
    alone.plan.say(
        alone.late, "postponed", at=NOW + timedelta(hours=1), new_due=in_days(1), reason="winter"
    )
    later(timedelta(days=7))
    alone.tick(NOW + timedelta(days=7))
    steps = [(one.step, one.due) for one in proposals(alone)]
    assert steps == [("head", in_days(-5)), ("head", in_days(1))]


@pytest.fixture
def raised(alone, smtp_server, later):
    """Announced on the 20th, raised on the 23rd by a coordinator: bob is the head of Verdun."""
    with alone.app.app_context():
        head = db.session.scalar(
            select(Contact).where(Contact.person_id == alone.plan.people["bob"])
        )
        head.is_head = True
        db.session.get_one(Person, alone.plan.people["bob"]).title = "Direction"
        db.session.commit()
    alone.tick()
    smtp_server.received.clear()
    later(timedelta(days=3))

    def release(session):
        one = session.scalar(select(RaisingProposal))
        one.sentence, one.sentence_by, one.sentence_at = "Le verglas.", "Alice", NOW
        raising.decide(session, one, "released", Actor(None, "Coordination", NOW))
        bob = session.get_one(Person, alone.plan.people["bob"])
        outbox.post(session, alone.app.config["TRACKER"], "raised", bob, NOW, about_id=one.id)

    alone.do(release)
    return alone


def test_the_head_reads_the_words_announced_and_the_sentence_of_the_unit(raised, smtp_server):
    assert raised.tick(NOW + timedelta(days=3)).messages == {"sent": 1}
    (mail,) = to(smtp_server, "bob")
    text = words_of(mail)
    kept = " ".join(proposals(raised)[0].words_fr.replace("\N{NO-BREAK SPACE}", " ").split())
    assert f"« {kept} »" in text
    assert "Alice a ajouté, le 20 avril : « Le verglas. »" in text
    assert "http://suivi.exemple.test/milestones/1" in text
    assert "/answer/" not in text
    assert "List-Unsubscribe" not in mail.message


def test_an_answer_meanwhile_stops_it(raised, smtp_server):
    raised.plan.say(raised.late, "done", at=NOW + timedelta(days=1), done_on=TODAY, sentence="Oui.")
    assert raised.tick(NOW + timedelta(days=3)).messages == {"cancelled": 1}
    assert raised.message("bob").reason == "answered"


def test_another_head_is_told_instead(raised, smtp_server):
    with raised.app.app_context():
        for contact in db.session.scalars(select(Contact)):
            contact.is_head = contact.person_id == raised.plan.people["alice"]
        db.session.commit()
    raised.tick(NOW + timedelta(days=3))
    assert to(smtp_server, "bob") == []
    assert len(to(smtp_server, "alice")) == 1


def test_account_mail_goes_before_the_slots(office, smtp_server):
    def queue(session):
        charlie = session.get_one(Person, office.plan.people["charlie"])
        outbox.post(session, office.app.config["TRACKER"], "invitation", charlie, NOW)

    with office.app.app_context():
        plan_due(db.session, NOW, NOW, office.app.config["TRACKER"])
    office.do(queue)
    office.tick()
    assert smtp_server.received[0].recipients == ("charlie@exemple.test",)
