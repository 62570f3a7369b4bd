"""Closed days, quiet periods, and messages that wait to leave: one statement each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.bureau import QuietPeriod
from tracker.domain.closures import Closure
from tracker.domain.messages import Message
from tracker.domain.slots import ReminderSlot

#: From this month on, next year's closed days should be there.
_WARNS_FROM = 11
_WAITING = ("planned", "deferred", "sending")


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """A closed day; on what ground it is one."""

    id: int
    day: date
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class QuietRow:
    """Days without relance, both included."""

    id: int
    starts_on: date
    ends_on: date
    name: str


def closed_rows(session: Session, since: date, until: date) -> list[ClosedRow]:
    """Closed days from `since` to `until`, both included, in order."""
    rows = session.execute(
        select(Closure.id, Closure.day, Closure.name, Closure.basis)
        .where(Closure.day.between(since, until))
        .order_by(Closure.day)
    )
    return [ClosedRow(*row) for row in rows]


def next_year_missing(session: Session, today: date) -> int | None:
    """Next year, from November on and while it has no closed day. One statement at most."""
    year = today.year + 1
    if today.month < _WARNS_FROM or closed_rows(session, date(year, 1, 1), date(year, 12, 31)):
        return None
    return year


def quiet_rows(session: Session) -> list[QuietRow]:
    """Every quiet period, in order."""
    rows = session.execute(
        select(
            QuietPeriod.id, QuietPeriod.starts_on, QuietPeriod.ends_on, QuietPeriod.name
        ).order_by(QuietPeriod.starts_on, QuietPeriod.id)
    )
    return [QuietRow(*row) for row in rows]


def waiting(session: Session, plan_id: int) -> list[tuple[date, int]]:
    """Names of a plan's weekly slots with messages still to leave, and how many."""
    rows = session.execute(
        select(ReminderSlot.nominal_on, func.count(Message.id))
        .join(Message, Message.slot_id == ReminderSlot.id)
        .where(
            ReminderSlot.plan_id == plan_id,
            ReminderSlot.rule == "weekly",
            Message.state.in_(_WAITING),
        )
        .group_by(ReminderSlot.nominal_on)
        .order_by(ReminderSlot.nominal_on)
    )
    return [(name, count) for name, count in rows]
