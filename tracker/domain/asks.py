"""Mails that asked for a commitment."""

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
