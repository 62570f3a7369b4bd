"""Messages that wait while the way out is closed, and those whose process ended. The caller
commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from tracker.domain import revision
from tracker.domain.messages import Message, MessageEvent
from tracker.mail.claims import Claim

_PLAIN = {"synchronize_session": False}


def pause(session: Session, until: datetime) -> None:
    """The way out is closed: no waiting message is tried before `until`.

    Hold no message when calling it. Rows are locked in one order, and those that somebody else
    holds are passed over: two processes that pause at once never wait for one another.
    """
    waiting = session.scalars(
        select(Message.id)
        .where(
            Message.state.in_(("planned", "deferred")),
            or_(Message.next_try_at.is_(None), Message.next_try_at < until),
        )
        .order_by(Message.id)
        .with_for_update(skip_locked=True)
    ).all()
    if not waiting:
        return
    session.execute(
        update(Message).where(Message.id.in_(waiting)).values(next_try_at=until),
        execution_options=_PLAIN,
    )
    revision.mark(session)


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A message that had begun to leave when its process ended."""

    claim: Claim
    message_id: str
    since: datetime
    way: str


def lapsed(session: Session, now: datetime) -> list[Lapsed]:
    """Messages whose lease ran out after DATA began. Locked until the transaction ends."""
    rows = session.execute(
        select(Message.id, Message.token, Message.message_id, Message.data_started_at)
        .where(
            Message.state == "sending",
            Message.lease_until < now,
            Message.data_started_at.is_not(None),
        )
        .order_by(Message.id)
        .with_for_update(skip_locked=True)
    ).all()
    return [
        Lapsed(Claim(row.id, row.token), row.message_id, row.data_started_at, _way(session, row.id))
        for row in rows
    ]


def _way(session: Session, message_id: int) -> str:
    return (
        session.scalar(
            select(MessageEvent.detail)
            .where(MessageEvent.message_id == message_id, MessageEvent.what == "data_started")
            .order_by(MessageEvent.id.desc())
            .limit(1)
        )
        or ""
    )
