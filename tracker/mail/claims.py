"""The courier's hold on a message, step by step. The caller commits.

Every write is fenced by the token of the claim: a process that was stopped too long finds its
fence gone and changes nothing. Locks are taken in one order: message, commitments, revision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain import revision
from tracker.domain.messages import OF_SLOT, Message
from tracker.domain.raising import Announcement
from tracker.domain.revision import Revision
from tracker.mail import announcing, links
from tracker.mail.digests import Item
from tracker.mail.links import NewLink
from tracker.mail.outbox import count_asked, note, replace_items

#: Core statements of this module are not told to objects already loaded.
_PLAIN = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Claim:
    """A message held by this process, until the lease lapses."""

    id: int
    token: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is about to leave. Bodies hold no token, `link` only its hash; a test has no link.
    `announced`: what the text tells will be raised."""

    revision: int
    day: date
    to_name: str
    to_address: str
    locale: str
    subject: str
    text: str
    html: str
    link: NewLink | None
    items: Sequence[Item]
    announced: Sequence[Announcement] = ()


def claim(session: Session, now: datetime, lease: timedelta) -> Claim | None:
    """Hold the next message that may leave, or None. Others skip it meanwhile."""
    found = session.execute(
        select(Message.id)
        .where(_claimable(now))
        # Somebody waits for a mail of another kind: it goes before the slots'.
        .order_by(Message.attempts, Message.kind.in_(OF_SLOT), Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar()
    if found is None:
        return None
    row = session.execute(
        update(Message)
        # Said again: without it a message that began to leave could be taken twice.
        .where(Message.id == found, _claimable(now))
        .values(
            state="sending",
            token=Message.token + 1,
            attempts=Message.attempts + 1,
            lease_until=now + lease,
            next_try_at=None,
        )
        .returning(Message.id, Message.token),
        execution_options=_PLAIN,
    ).one_or_none()
    if row is None:
        return None
    note(session, row.id, "claimed", now)
    return Claim(row.id, row.token)


def freeze(
    session: Session, claim: Claim, frozen: Frozen, now: datetime, lease: timedelta, way: str
) -> str:
    """Say that the message begins to leave, with this text and no other.

    Returns frozen; stale when the database has changed since it was composed; lost when another
    process holds the message. `way`: kind of the way out, remembered for after a crash.
    """
    held = _fenced(
        session,
        claim,
        data_started_at=now,
        lease_until=now + lease,
        composed_for=frozen.day,
        to_name=frozen.to_name,
        to_address=frozen.to_address,
        locale=frozen.locale,
        subject=frozen.subject,
        body_text=frozen.text,
        body_html=frozen.html,
        reason="",
    )
    if not held:
        return "lost"
    announcing.keep(session, frozen.announced, claim.id, now)
    # Locked, so that nothing changes between this look and the commit.
    current = session.scalar(select(Revision.number).with_for_update())
    if current != frozen.revision:
        return "stale"
    replace_items(session, claim.id, frozen.items, frozen.day)
    if frozen.link is not None:
        person_id = session.scalar(select(Message.person_id).where(Message.id == claim.id))
        links.keep(session, frozen.link, claim.id, person_id, now)
    note(session, claim.id, "data_started", now, way)
    return "frozen"


def accept(session: Session, claim: Claim, state: str, now: datetime, words: str) -> bool:
    """The other side has it: `state` is sent or deposited. False when the fence is gone."""
    if not _fenced(session, claim, state=state, lease_until=None, sent_at=now, reason=""):
        return False
    note(session, claim.id, state, now, words)
    count_asked(session, claim.id)
    revision.mark(session)
    return True


def put_off(
    session: Session, claim: Claim, now: datetime, until: datetime, words: str, link: NewLink | None
) -> bool:
    """Certainly not accepted, for now: to be tried again at `until`."""
    return _not_accepted(
        session,
        claim,
        now,
        words,
        link,
        state="deferred",
        data_started_at=None,
        next_try_at=until,
    )


def refuse(session: Session, claim: Claim, now: datetime, words: str, link: NewLink | None) -> bool:
    """Certainly not accepted, for good."""
    return _not_accepted(session, claim, now, words, link, state="refused")


def hold(session: Session, claim: Claim, now: datetime, words: str) -> bool:
    """Nobody can tell whether it was accepted: kept for a human. Its link stays good."""
    return _decide(session, claim, now, "unknown", words, state="unknown")


def cancel(session: Session, claim: Claim, now: datetime, reason: str) -> bool:
    """Nothing is to be said to this person any more. `reason`: a code, for instance left."""
    return _decide(session, claim, now, "cancelled", reason, state="cancelled")


def release(session: Session, claim: Claim, now: datetime, what: str = "released") -> bool:
    """Let go of a message that certainly did not leave; anybody may claim it at once."""
    return _decide(
        session,
        claim,
        now,
        what,
        "",
        state="planned",
        data_started_at=None,
        attempts=Message.attempts - 1,
    )


def _claimable(now: datetime) -> ColumnElement[bool]:
    waiting = and_(
        Message.state.in_(("planned", "deferred")),
        or_(Message.next_try_at.is_(None), Message.next_try_at <= now),
    )
    abandoned = and_(
        Message.state == "sending",
        Message.lease_until < now,
        Message.data_started_at.is_(None),
    )
    return or_(waiting, abandoned)


def _fenced(session: Session, claim: Claim, **values: object) -> bool:
    """Update the message if `claim` still holds it.

    An undecided one too: a process that was slow, not dead, still brings the truth.
    """
    row = session.execute(
        update(Message)
        .where(
            Message.id == claim.id,
            Message.token == claim.token,
            Message.state.in_(("sending", "unknown")),
        )
        .values(**values)
        .returning(Message.id),
        execution_options=_PLAIN,
    ).one_or_none()
    return row is not None


def _decide(
    session: Session, claim: Claim, now: datetime, what: str, reason: str, **values: object
) -> bool:
    if not _fenced(session, claim, lease_until=None, reason=reason, **values):
        return False
    note(session, claim.id, what, now, reason)
    revision.mark(session)
    return True


def _not_accepted(
    session: Session,
    claim: Claim,
    now: datetime,
    words: str,
    link: NewLink | None,
    **values: object,
) -> bool:
    if not _decide(session, claim, now, str(values["state"]), words, **values):
        return False
    if link is not None:
        links.forget(session, link)
    return True
