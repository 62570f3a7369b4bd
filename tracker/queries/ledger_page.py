"""The complete ledger: a page of it, how many lines there are, and the figures of a week."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.messages import ACCEPTED, OF_SLOT, Message
from tracker.domain.slots import ReminderSlot
from tracker.domain.updates import Update
from tracker.queries.directory import Directory
from tracker.queries.ledger_answers import answers, was_answered
from tracker.queries.ledger_entries import Span, Wanted, Who, entries, narrowed


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line: a message; somebody, or a unit, that got none (skip); a slot without any mail.

    `id`: of the row of its source. `at`: when it was accepted, else planned, else due.
    """

    source: str
    id: int
    at: datetime
    nominal_on: date | None
    kind: str
    person_id: int | None
    name: str
    address: str
    unit_id: int | None
    unit_code: str
    state: str
    reason: str
    message_id: str
    subject: str
    sent_at: datetime | None
    next_try_at: datetime | None
    attempts: int
    bounced_at: datetime | None
    bounce_reason: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The first answer to a message: when, and by what way (page, mail, demonstration)."""

    at: datetime
    way: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A week. `minutes`: median from opening the answer page to saving; None: nobody did."""

    sent: int
    answered_by_mail: int
    minutes: float | None
    timed: int


def page_of(
    session: Session, wanted: Wanted, limit: int | None = None, offset: int = 0
) -> list[EntryRow]:
    """Lines that are wanted, newest first. One statement."""
    entry = entries()
    statement = narrowed(select(*entry.c), entry, wanted).order_by(
        entry.c.at.desc(), entry.c.source, entry.c.id.desc()
    )
    return [EntryRow(*row) for row in session.execute(statement.limit(limit).offset(offset))]


def count_of(session: Session, wanted: Wanted) -> int:
    """How many lines are wanted. One statement."""
    entry = entries()
    return session.scalar(narrowed(select(func.count()).select_from(entry), entry, wanted)) or 0


def first_answers(
    session: Session, message_ids: Collection[int] | None = None
) -> dict[int, AnswerRow]:
    """The first answer to each of these messages (to all, without ids) by its id. One statement."""
    people = None
    if message_ids is not None:
        people = select(Message.person_id).where(Message.id.in_(message_ids))
    given = answers(people).subquery().c
    statement = select(given.message_id, given.said_at, given.way).order_by(given.said_at)
    if message_ids is not None:
        statement = statement.where(given.message_id.in_(message_ids))
    found: dict[int, AnswerRow] = {}
    for id_, said_at, way in session.execute(statement):
        found.setdefault(id_, AnswerRow(said_at, way))
    return found


def weeks(session: Session, limit: int = 60) -> list[date]:
    """Mondays of the weeks that have a slot, newest first. One statement."""
    days = session.scalars(
        select(ReminderSlot.nominal_on)
        .distinct()
        .order_by(ReminderSlot.nominal_on.desc())
        .limit(limit * 7)
    )
    mondays = {day - timedelta(days=day.weekday()) for day in days}
    return sorted(mondays, reverse=True)[:limit]


def figures(session: Session, week: Span) -> Figures:
    """What was sent and answered of the slots of a week, and how long answering took in it. Two
    statements."""
    accepted = (
        select(func.count(Message.id))
        .join(ReminderSlot, ReminderSlot.id == Message.slot_id)
        .where(
            ReminderSlot.nominal_on.between(week.first, week.last),
            Message.kind.in_(OF_SLOT),
            Message.state.in_(ACCEPTED),
        )
    )
    row = session.execute(
        select(
            accepted.scalar_subquery(),
            accepted.where(was_answered(Message.id, "mail")).scalar_subquery(),
        )
    ).one()
    took = [
        (said_at - opened_at).total_seconds() / 60
        for said_at, opened_at in session.execute(
            select(Update.said_at, Update.opened_at).where(
                Update.opened_at.is_not(None),
                Update.said_at >= week.start,
                Update.said_at < week.end,
            )
        )
    ]
    return Figures(row[0], row[1], median(took) if took else None, len(took))


def whom(directory: Directory, text: str) -> Who:
    """Everybody whose name or address, every unit whose name or code holds `text`, whatever its
    accents and its case."""
    sought = _folded(text)
    people = (
        person.id
        for person in directory.people.values()
        if sought in _folded(person.name) or sought in person.email
    )
    units = (
        unit.id
        for unit in directory.units.values()
        if sought in _folded(unit.name)
        or sought in _folded(unit.short)
        or sought == _folded(unit.code)
    )
    return Who(text, frozenset(people), frozenset(units))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
