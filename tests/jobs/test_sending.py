"""A message leaves by SMTP, once; and what is kept of it."""

import re
import socket
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.mailbox import Step
from tracker.domain.commitments import Commitment
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.domain.tokens import token_hash
from tracker.extensions import db
from tracker.mail import outbox

#: Sends through a real SMTP server, many times.
pytestmark = pytest.mark.slow


def to(smtp_server, name):
    return [mail for mail in smtp_server.received if mail.recipients == (f"{name}@exemple.test",)]


def refused(words):
    return f"550 5.1.1 {words}"


@pytest.fixture
def alone(office):
    """Only alice is written to."""
    office.dismiss("diane", "emile")
    return office


def test_each_person_gets_one_mail_and_a_second_tick_sends_nothing(office, smtp_server):
    report = office.tick()
    assert report.messages == {"sent": 3}
    assert report.sentence == f"3 courriels remis à 127.0.0.1:{smtp_server.port}."
    assert not office.tick()
    assert [len(mail.recipients) for mail in smtp_server.received] == [1, 1, 1]
    assert len({mail.recipients for mail in smtp_server.received}) == 3


def test_what_arrives_is_what_was_planned(office, smtp_server):
    office.tick()
    (mail,) = to(smtp_server, "alice")
    kept = office.message("alice")
    assert mail.message["Message-ID"] == kept.message_id
    assert mail.message["Subject"] == kept.subject
    assert office.events("alice") == ["planned", "claimed", "data_started", "sent"]
    assert kept.sent_at is not None
    assert kept.composed_for == TODAY


def test_only_the_recipient_holds_the_link(office, smtp_server):
    office.tick()
    text = to(smtp_server, "alice")[0].message.get_body(("plain",)).get_content()
    token = re.search(r"/answer/([\w-]{43})/", text)[1]
    (link,) = office.links("alice")
    assert link.token_hash == token_hash(token)
    assert timedelta(days=29) < link.expires_at - NOW < timedelta(days=31)
    kept = office.message("alice")
    assert token not in kept.body_text + kept.body_html
    assert "/answer/…/" in kept.body_text


def test_what_was_asked_is_remembered_once_it_is_accepted(office, smtp_server):
    office.tick()
    with office.app.app_context():
        commitment = db.session.get(Commitment, office.late)
        assert (commitment.asked_since, commitment.asked_last) == (TODAY, TODAY)


@pytest.mark.parametrize("step", [Step.MAIL, Step.RCPT, Step.DATA, Step.CONTENT])
def test_a_message_put_off_leaves_later_under_the_same_name(alone, smtp_server, later, step):
    smtp_server.answer(step, "451 4.3.0 Revenez plus tard")
    assert alone.tick().messages == {"deferred": 1}
    assert not alone.tick()
    waiting = alone.message("alice")
    assert waiting.reason == "451 4.3.0 Revenez plus tard"
    assert waiting.data_started_at is None
    assert alone.links("alice") == []
    later(timedelta(minutes=6))
    assert alone.tick().messages == {"sent": 1}
    (mail,) = smtp_server.received
    assert mail.message["Message-ID"] == waiting.message_id
    assert len(alone.links("alice")) == 1


def test_after_eight_tries_it_is_refused(alone, smtp_server, later):
    begun = NOW
    for attempt in range(8):
        smtp_server.answer(Step.RCPT, "450 4.2.1 Plus tard")
        assert alone.tick().messages == {"refused" if attempt == 7 else "deferred": 1}
        message = alone.message("alice")
        if message.next_try_at:
            later(message.next_try_at - begun + timedelta(seconds=1))
            begun = message.next_try_at
    assert timedelta(hours=44) < begun - NOW < timedelta(hours=54)
    assert alone.message("alice").attempts == 8


@pytest.mark.parametrize("step", [Step.RCPT, Step.DATA, Step.CONTENT])
def test_a_message_refused_is_not_tried_again(alone, smtp_server, later, step):
    smtp_server.answer(step, refused("Inconnu"))
    assert alone.tick().messages == {"refused": 1}
    assert alone.message("alice").reason == "550 5.1.1 Inconnu"
    later(timedelta(days=3))
    assert not alone.tick()


def test_a_refused_message_mended_since_leaves_when_asked(alone, smtp_server):
    smtp_server.answer(Step.RCPT, refused("Inconnu"))
    alone.tick()
    alone.plan.edit(Person, alone.plan.people["alice"], email="alice2@exemple.test")
    assert alone.do(outbox.requeue, alone.message("alice").id, "Coordination")
    assert alone.tick().messages == {"sent": 1}
    assert to(smtp_server, "alice2")


@pytest.mark.parametrize("step", [Step.MAIL, Step.CONTENT])
def test_421_pauses_everybody(office, smtp_server, later, step):
    smtp_server.answer(step, "421 4.7.0 Fermé")
    assert office.tick().messages == {"deferred": 1}
    assert sorted(office.states().values()) == ["deferred", "planned", "planned"]
    assert not office.tick()
    later(timedelta(minutes=6))
    assert office.tick().messages == {"sent": 3}


def test_a_sender_that_is_not_taken_pauses_everybody(office, smtp_server, later):
    smtp_server.answer(Step.MAIL, "530 5.7.0 Authentication required")
    assert office.tick().messages == {"deferred": 1}
    assert sorted(office.states().values()) == ["deferred", "planned", "planned"]
    with office.app.app_context():
        said = set(db.session.scalars(select(Message.reason)))
    assert said == {"", "530 5.7.0 Authentication required"}
    assert not office.tick()
    later(timedelta(minutes=6))
    assert office.tick().messages == {"sent": 3}


def test_an_absent_server_pauses_everybody(open_office, frozen):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    office = open_office(TRACKER_SMTP_URL=f"smtp://127.0.0.1:{port}")
    assert office.tick().messages == {"deferred": 1}
    assert not office.tick()


def test_a_bad_goodbye_changes_nothing(office, smtp_server, later):
    smtp_server.kill(Step.QUIT)
    assert office.tick().messages == {"sent": 3}
    later(timedelta(days=1))
    assert not office.tick()
    assert len(smtp_server.received) == 3


def test_a_connection_closed_between_two_messages_is_opened_again(office, smtp_server):
    first = smtp_server.pause(Step.MAIL)
    smtp_server.kill(Step.MAIL)
    ticking = office.tick_aside()
    first.wait_until_reached()
    first.release()
    assert ticking().messages == {"sent": 3}
