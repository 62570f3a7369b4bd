"""Reminders of duty that people had lately, for the caps: one statement for everybody."""

from datetime import date

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.caps import Had, iso_week
from tracker.domain.messages import OF_SLOT, Message, MessageItem
from tracker.domain.people import Person

#: Nothing reached anybody.
_NONE = ("cancelled", "missed", "refused")
#: Of a weekly mail: it may leave on any day from now on.
_WAITS = ("planned", "deferred", "sending")
_BRIEFED = ("director", "coordinator")


def duty_mail(session: Session, day: date, but: int = 0) -> dict[int, Had]:
    """By person, what counts on `day` and in its ISO week. `but`: id of a message left out.

    The day of a mail is the local one on which it was composed to leave. A director's or a
    coordinator's mail counts only where it asks something of their units.
    """
    first, last = iso_week(day)
    asks = exists().where(MessageItem.message_id == Message.id, MessageItem.asked)
    waits = and_(Message.kind == "weekly", Message.state.in_(_WAITS), Message.composed_for <= day)
    on_day = or_(Message.composed_for == day, waits)
    rows = session.execute(
        select(
            Message.person_id,
            func.sum(case((on_day, 1), else_=0)),
            func.count(Message.id),
        )
        .join(Person, Person.id == Message.person_id)
        .where(
            Message.kind.in_(OF_SLOT),
            Message.state.not_in(_NONE),
            or_(Message.composed_for.between(first, last), waits),
            or_(asks, Person.role.not_in(_BRIEFED)),
            Message.id != but,
        )
        .group_by(Message.person_id)
    )
    return {person_id: Had(int(today), int(week)) for person_id, today, week in rows}
