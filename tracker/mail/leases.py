"""Messages whose process ended while they left. The caller commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.messages import Message, MessageEvent
from tracker.mail.holds import Claim


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
