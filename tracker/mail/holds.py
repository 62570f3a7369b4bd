"""Messages taken by one process: others skip them until their lease lapses. The caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain.messages import OF_SLOT, Message, MessageItem
from tracker.domain.pulse import Pulse
from tracker.mail.digests import Item
from tracker.mail.outbox import notes


@dataclass(frozen=True, slots=True)
class Claim:
    """A message held by this process, until the lease lapses."""

    id: int
    token: int


@dataclass(frozen=True, slots=True)
class Held:
    """A claimed message as it was written down. `items`: what it asked and named then."""

    claim: Claim
    kind: str
    slot_id: int | None
    person_id: int
    message_id: str
    attempts: int
    created_at: datetime
    composed_for: date | None
    items: tuple[Item, ...]


def take(session: Session, now: datetime, lease: timedelta, count: int = 1) -> list[Held]:
    """Hold up to `count` of the messages that may leave, in their order; others skip them.

    None while the way out is closed.
    """
    found = session.scalars(
        select(Message.id)
        .where(_claimable(now), ~_closed(now))
        # Somebody waits for a mail of another kind; what was tried least often goes before.
        .order_by(Message.kind.in_(OF_SLOT), Message.token, Message.id)
        .limit(count)
        .with_for_update(skip_locked=True, of=Message)
    ).all()
    if not found:
        return []
    rows = session.execute(
        update(Message)
        # Said again: without it a message that began to leave could be taken twice.
        .where(Message.id.in_(found), _claimable(now))
        .values(
            state="sending",
            token=Message.token + 1,
            lease_until=now + lease,
            next_try_at=None,
        )
        .returning(*_HELD),
        execution_options={"synchronize_session": False},
    ).all()
    items = _items(session, [row.id for row in rows])
    notes(session, [row.id for row in rows], "claimed", now)
    held = [
        Held(Claim(row.id, row.token), *row[2:], items=tuple(items.get(row.id, ()))) for row in rows
    ]
    return sorted(held, key=lambda one: found.index(one.claim.id))


_HELD = (
    Message.id,
    Message.token,
    Message.kind,
    Message.slot_id,
    Message.person_id,
    Message.message_id,
    Message.attempts,
    Message.created_at,
    Message.composed_for,
)


def _items(session: Session, message_ids: Sequence[int]) -> dict[int, list[Item]]:
    """What messages ask and name, in its order, by their ids. One statement."""
    rows = session.execute(
        select(
            MessageItem.message_id, MessageItem.commitment_id, MessageItem.asked, MessageItem.why
        )
        .where(MessageItem.message_id.in_(message_ids))
        .order_by(MessageItem.message_id, MessageItem.position)
    )
    found: dict[int, list[Item]] = {}
    for row in rows:
        found.setdefault(row.message_id, []).append(Item(*row[1:]))
    return found


def _closed(now: datetime) -> ColumnElement[bool]:
    return exists().where(Pulse.closed_until > now)


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
