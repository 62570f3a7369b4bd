"""A claim holds a message until its lease lapses, and writes nothing once another holds it."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW, TODAY
from tracker.extensions import db
from tracker.jobs.planner import plan_due
from tracker.mail import claims
from tracker.mail.claims import Claim, Frozen
from tracker.mail.links import NewLink
from tracker.queries.plan_view import read_revision

LEASE = timedelta(minutes=3)
LATER = NOW + timedelta(minutes=4)


@pytest.fixture
def planned(folder_office):
    """Alice's message alone is planned."""
    folder_office.dismiss("diane", "emile")
    with folder_office.app.app_context():
        plan_due(db.session, NOW, NOW, folder_office.app.config["TRACKER"])
    return folder_office


def begin(session, claim, now=NOW):
    """Mark the message as leaving."""
    text = Frozen(
        revision=read_revision(session)[0],
        day=TODAY,
        to_name="Responsable, Verdun",
        to_address="alice@exemple.test",
        locale="fr",
        subject="Verdun",
        text="Bonjour",
        html="<p>Bonjour</p>",
        link=NewLink(f"{claim.token:064}"),
        items=(),
    )
    return claims.freeze(session, claim, text, now, LEASE, "smtp")


def test_a_claimed_message_is_not_claimed_again_before_the_lease_lapses(planned):
    claim = planned.do(claims.claim, NOW, LEASE)
    assert planned.do(claims.claim, NOW + timedelta(minutes=2), LEASE) is None
    assert planned.do(claims.claim, LATER, LEASE) == Claim(claim.id, claim.token + 1)


def test_once_data_began_it_is_never_claimed(planned):
    claim = planned.do(claims.claim, NOW, LEASE)
    assert planned.do(begin, claim) == "frozen"
    assert planned.do(claims.claim, LATER, LEASE) is None


@pytest.mark.parametrize(
    "write",
    [
        lambda session, claim: claims.accept(session, claim, "sent", LATER, ""),
        lambda session, claim: claims.refuse(session, claim, LATER, "", None),
        lambda session, claim: claims.put_off(session, claim, LATER, LATER, "", None),
        lambda session, claim: claims.hold(session, claim, LATER, ""),
        lambda session, claim: claims.cancel(session, claim, LATER, "left"),
        lambda session, claim: claims.release(session, claim, LATER),
    ],
    ids=["accept", "refuse", "put_off", "hold", "cancel", "release"],
)
def test_who_lost_the_message_writes_nothing(planned, write):
    first = planned.do(claims.claim, NOW, LEASE)
    second = planned.do(claims.claim, LATER, LEASE)
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
    first = planned.do(claims.claim, NOW, LEASE)
    planned.do(claims.claim, LATER, LEASE)
    assert planned.do(begin, first, LATER) == "lost"


def test_beginning_renews_the_lease(planned):
    claim = planned.do(claims.claim, NOW, LEASE)
    planned.do(begin, claim, NOW + timedelta(minutes=2))
    assert planned.message("alice").lease_until == NOW + timedelta(minutes=5)


def test_a_text_composed_before_a_change_does_not_leave(planned):
    claim = planned.do(claims.claim, NOW, LEASE)
    with planned.app.app_context():
        seen = read_revision(db.session)
        db.session.rollback()
    planned.plan.say(planned.late, "on_track", at=NOW)

    def begin_stale(session):
        old = Frozen(seen[0], TODAY, "", "", "fr", "s", "t", "h", NewLink("0" * 64), ())
        return claims.freeze(session, claim, old, NOW, LEASE, "smtp")

    with planned.app.app_context():
        assert begin_stale(db.session) == "stale"
        db.session.rollback()
    assert planned.message("alice").data_started_at is None
