"""A claim holds a message until its lease lapses, and writes nothing once another holds it."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW, TODAY
from tracker.extensions import db
from tracker.jobs.planner import plan_due
from tracker.mail import claims, holds
from tracker.mail.frozen import Frozen, Receipt
from tracker.mail.holds import Claim
from tracker.mail.links import NewLink
from tracker.queries.revision import read_facts

LEASE = timedelta(minutes=3)
LATER = NOW + timedelta(minutes=4)


@pytest.fixture
def planned(folder_office):
    """Alice's message alone is planned."""
    folder_office.dismiss("diane", "emile")
    with folder_office.app.app_context():
        plan_due(db.session, NOW, NOW, folder_office.app.config["TRACKER"])
    return folder_office


def claim_one(session, now, lease):
    """The claim of the one message that may leave, or None."""
    held = holds.take(session, now, lease)
    return held[0].claim if held else None


def begin(session, claim, now=NOW):
    """Mark the message as leaving."""
    text = Frozen(
        facts=read_facts(session),
        day=TODAY,
        person_id=1,
        to_name="Responsable, Verdun",
        to_address="alice@exemple.test",
        locale="fr",
        subject="Verdun",
        text="Bonjour",
        html="<p>Bonjour</p>",
        link=NewLink(f"{claim.token:064}"),
        items=(),
    )
    return claims.freeze(session.connection(), claim, text, now, LEASE, "smtp")[0]


def test_a_claimed_message_is_not_claimed_again_before_the_lease_lapses(planned):
    claim = planned.do(claim_one, NOW, LEASE)
    assert planned.do(claim_one, NOW + timedelta(minutes=2), LEASE) is None
    assert planned.do(claim_one, LATER, LEASE) == Claim(claim.id, claim.token + 1)


def test_once_data_began_it_is_never_claimed(planned):
    claim = planned.do(claim_one, NOW, LEASE)
    assert planned.do(begin, claim) == "frozen"
    assert planned.do(claim_one, LATER, LEASE) is None


@pytest.mark.parametrize(
    "write",
    [
        lambda session, claim: claims.accept(session, Receipt(claim, "sent", LATER, "")),
        lambda session, claim: claims.refuse(session, claim, LATER, "", None),
        lambda session, claim: claims.put_off(session, claim, LATER, LATER, "", None),
        lambda session, claim: claims.hold(session, claim, LATER, ""),
        lambda session, claim: claims.cancel(session, claim, LATER, "left"),
        lambda session, claim: claims.release(session, claim, LATER),
    ],
    ids=["accept", "refuse", "put_off", "hold", "cancel", "release"],
)
def test_who_lost_the_message_writes_nothing(planned, write):
    first = planned.do(claim_one, NOW, LEASE)
    second = planned.do(claim_one, LATER, LEASE)
    before = planned.message("alice")
    assert not planned.do(write, first)
    after = planned.message("alice")
    assert (after.state, after.token, after.lease_until) == (
        "sending",
        second.token,
        before.lease_until,
    )
    assert planned.events("alice") == ["planned", "claimed", "claimed"]


def test_who_lost_the_message_does_not_begin(planned):
    first = planned.do(claim_one, NOW, LEASE)
    planned.do(claim_one, LATER, LEASE)
    assert planned.do(begin, first, LATER) == "lost"


def test_beginning_renews_the_lease(planned):
    claim = planned.do(claim_one, NOW, LEASE)
    planned.do(begin, claim, NOW + timedelta(minutes=2))
    assert planned.message("alice").lease_until == NOW + timedelta(minutes=5)


def test_a_text_composed_before_a_change_does_not_leave(planned):
    claim = planned.do(claim_one, NOW, LEASE)
    with planned.app.app_context():
        seen = read_facts(db.session)
        db.session.rollback()
    planned.plan.say(planned.late, "on_track", at=NOW)

    def begin_stale(session):
        old = Frozen(seen, TODAY, 1, "", "", "fr", "s", "t", "h", NewLink("0" * 64), ())
        return claims.freeze(session.connection(), claim, old, NOW, LEASE, "smtp")[0]

    with planned.app.app_context():
        assert begin_stale(db.session) == "stale"
        db.session.rollback()
    assert planned.message("alice").data_started_at is None
