"""What waits for somebody: mails that did not arrive, or may not have, or came to another."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.messages import MailLink, Message
from tracker.domain.people import Person
from tracker.domain.returns import GAVE_UP
from tracker.queries.ledger import MessageRow, message_rows

#: What waits for somebody: undecided first, then what came back, what the server said no to, or
#: not yet.
TO_WATCH = ("unknown", "bounced", "refused", "deferred")


@dataclass(frozen=True, slots=True)
class MisdirectedRow:
    """Somebody who said, through the link of a mail, that it was not for them."""

    person_id: int
    name: str
    said_at: datetime


def to_watch(session: Session) -> list[MessageRow]:
    """Messages that did not arrive, or may not have, until somebody mends it; undecided ones
    first. One statement."""
    waits = or_(Message.state.in_(TO_WATCH), _came_back())
    rows = session.execute(message_rows().where(waits).order_by(Message.created_at, Message.id))
    found = [MessageRow(*row) for row in rows]
    return sorted(
        found,
        key=lambda row: TO_WATCH.index("bounced" if row.bounced_at else row.state),
    )


def misdirected(session: Session, since: datetime) -> list[MisdirectedRow]:
    """People who said since then that a mail was not for them, latest first. One statement."""
    rows = session.execute(
        select(Person.id, Person.name, func.max(MailLink.misdirected_at))
        .join(MailLink, MailLink.person_id == Person.id)
        .where(MailLink.misdirected_at >= since)
        .group_by(Person.id, Person.name)
        .order_by(func.max(MailLink.misdirected_at).desc())
    )
    return [MisdirectedRow(*row) for row in rows]


def _came_back() -> ColumnElement[bool]:
    """Came back, and is not settled: its address is still suspended; or the server that gave up on
    it has taken nothing for that person since."""
    newer = aliased(Message)
    taken_since = exists().where(
        newer.person_id == Message.person_id,
        newer.sent_at > Message.bounced_at,
        newer.bounced_at.is_(None),
    )
    return and_(
        Message.bounced_at.is_not(None),
        Person.active,
        Person.email == func.lower(Message.to_address),
        or_(
            Person.suspended_at.is_not(None),
            and_(Message.bounce_reason == GAVE_UP, ~taken_since),
        ),
    )
