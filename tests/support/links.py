"""A mail's link, made without sending a mail."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain.messages import MailLink, Message, MessageItem
from tracker.domain.people import Person
from tracker.domain.tokens import new_token, token_hash


def link_of(session: Session, name: str, **changes: object) -> str:
    """Path of the answer page of the first thing asked in the last message to `name`.

    `changes`: fields of the MailLink, to make one that expired or was revoked.
    """
    person_id = session.scalar(select(Person.id).where(Person.name == name))
    message_id = session.scalar(
        select(Message.id).where(Message.person_id == person_id).order_by(Message.id.desc())
    )
    commitment_id = session.scalar(
        select(MessageItem.commitment_id)
        .where(MessageItem.message_id == message_id, MessageItem.asked)
        .order_by(MessageItem.position)
    )
    token = new_token()
    usual = {
        "token_hash": token_hash(token),
        "message_id": message_id,
        "person_id": person_id,
        "created_at": clock.now(),
        "expires_at": clock.now() + timedelta(days=30),
    }
    session.add(MailLink(**(usual | changes)))
    session.flush()
    return f"/answer/{token}/{commitment_id}"
