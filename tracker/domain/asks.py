"""Mails that asked for a commitment."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.commitments import Ask
from tracker.domain.messages import ACCEPTED, Message, MessageItem


def asks_of(session: Session, commitment_id: int) -> list[Ask]:
    """Mails that asked for this commitment and did not come back, oldest first. One statement."""
    rows = session.execute(
        select(MessageItem.asked_on, Message.sent_at)
        .join(Message, Message.id == MessageItem.message_id)
        .where(
            MessageItem.commitment_id == commitment_id,
            MessageItem.asked,
            Message.state.in_(ACCEPTED),
            Message.bounced_at.is_(None),
        )
        .order_by(Message.sent_at)
    )
    return [Ask(on, at) for on, at in rows]


def asks_of_many(session: Session, commitment_ids: Collection[int]) -> dict[int, list[Ask]]:
    """The same of many commitments; those that no mail asked for are not there. A statement for
    each thousand."""
    found: dict[int, list[Ask]] = {}
    ids = sorted(commitment_ids)
    for start in range(0, len(ids), 1000):
        rows = session.execute(
            select(MessageItem.commitment_id, MessageItem.asked_on, Message.sent_at)
            .join(Message, Message.id == MessageItem.message_id)
            .where(
                MessageItem.commitment_id.in_(ids[start : start + 1000]),
                MessageItem.asked,
                Message.state.in_(ACCEPTED),
                Message.bounced_at.is_(None),
            )
            .order_by(Message.sent_at)
        )
        for commitment_id, on, at in rows:
            found.setdefault(commitment_id, []).append(Ask(on, at))
    return found
