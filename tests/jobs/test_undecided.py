"""The answer was lost: nobody can tell, so a human decides."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.mailbox import Step
from tracker.domain.commitments import Commitment
from tracker.extensions import db
from tracker.mail import outbox


@pytest.fixture
def alone(office):
    """Only alice is written to."""
    office.dismiss("diane", "emile")
    return office


@pytest.fixture(params=[Step.CONTENT, Step.ACCEPTED])
def undecided(request, alone, smtp_server):
    """The connection was cut before, then after the server kept the message."""
    smtp_server.kill(request.param)
    assert alone.tick().messages == {"unknown": 1}
    return alone


def test_it_is_held_and_never_sent_by_itself(undecided, smtp_server, later):
    kept = len(smtp_server.received)
    later(timedelta(days=2))
    assert not undecided.tick()
    assert undecided.states() == {"alice": "unknown"}
    assert len(smtp_server.received) == kept


def test_sent_again_it_is_the_same_message(undecided, smtp_server):
    kept = len(smtp_server.received)
    name = undecided.message("alice").message_id
    assert undecided.do(outbox.requeue, undecided.message("alice").id, "Coordination")
    assert undecided.tick().messages == {"sent": 1}
    assert len(smtp_server.received) == kept + 1
    assert smtp_server.received[-1].message["Message-ID"] == name
    assert "requeued" in undecided.events("alice")


def test_the_link_of_the_first_stays_good(undecided, smtp_server):
    undecided.do(outbox.requeue, undecided.message("alice").id, "Coordination")
    undecided.tick()
    assert [link.revoked_at for link in undecided.links("alice")] == [None, None]


def test_settled_it_counts_as_sent_when_it_left(undecided, later):
    later(timedelta(days=1))
    left = undecided.message("alice").data_started_at
    assert undecided.do(outbox.settle, undecided.message("alice").id, "Coordination")
    message = undecided.message("alice")
    assert (message.state, message.sent_at) == ("sent", left)
    with undecided.app.app_context():
        assert db.session.get(Commitment, undecided.late).asked_since is not None
    assert not undecided.tick()


def test_only_what_is_undecided_is_settled(alone):
    alone.tick()
    id_ = alone.message("alice").id
    assert not alone.do(outbox.settle, id_, "Coordination")
    assert not alone.do(outbox.requeue, id_, "Coordination")
    assert alone.message("alice").state == "sent"


def test_a_slow_process_still_brings_the_truth(alone, smtp_server, later):
    pause = smtp_server.pause(Step.ACCEPTED)
    slow = alone.tick_aside()
    pause.wait_until_reached()
    later(timedelta(minutes=10))
    assert alone.tick().messages == {"unknown": 1}
    pause.release()
    assert slow().messages == {"sent": 1}
    assert alone.states() == {"alice": "sent"}
    assert len(smtp_server.received) == 1


@pytest.mark.parametrize("decision", [outbox.requeue, outbox.cancel])
def test_the_truth_wins_over_what_a_human_decided_meanwhile(alone, smtp_server, later, decision):
    pause = smtp_server.pause(Step.ACCEPTED)
    slow = alone.tick_aside()
    pause.wait_until_reached()
    later(timedelta(minutes=10))
    assert alone.tick().messages == {"unknown": 1}
    assert alone.do(decision, alone.message("alice").id, "Coordination")
    pause.release()
    assert slow().messages == {"sent": 1}
    assert not alone.tick()
    assert alone.states() == {"alice": "sent"}
    assert len(smtp_server.received) == 1


def test_a_process_that_lost_its_message_sends_nothing(alone, smtp_server, later):
    pause = smtp_server.pause(Step.RCPT)
    slow = alone.tick_aside()
    pause.wait_until_reached()
    later(timedelta(minutes=10))
    assert alone.tick().messages == {"sent": 1}
    pause.release()
    assert slow().messages == {"lost": 1}
    assert len(smtp_server.received) == 1


def test_a_lease_goes_by_the_real_time(alone, smtp_server):
    pause = smtp_server.pause(Step.MAIL)
    waiting = alone.tick_aside(NOW + timedelta(days=7))
    pause.wait_until_reached()
    assert alone.message("alice").lease_until < NOW + timedelta(minutes=10)
    pause.release()
    waiting()
    assert alone.message("alice").sent_at < NOW + timedelta(minutes=10)
    assert alone.links("alice")[0].expires_at < NOW + timedelta(days=31)
