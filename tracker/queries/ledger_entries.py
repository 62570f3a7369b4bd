"""The ledger as one list: messages, who got none, slots without mail. A statement, not its rows."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from tracker.db import UtcDateTime
from tracker.domain.commitments import Commitment
from tracker.domain.messages import ACCEPTED, Message, MessageItem
from tracker.domain.people import Person
from tracker.domain.slots import ReminderSlot, Skip
from tracker.domain.units import Unit
from tracker.queries.ledger_answers import was_answered


@dataclass(frozen=True, slots=True)
class Span:
    """A week: its days, both included, and its instants, the last one excluded."""

    first: date
    last: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a text means: an address as it was written down, people and units by their ids."""

    text: str
    people: frozenset[int]
    units: frozenset[int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the ledger is asked for; nothing said, all of it. `state`: a state of a message,
    or bounced, skipped, answered, unanswered. `until` is excluded."""

    state: str = ""
    kind: str = ""
    who: Who | None = None
    since: datetime | None = None
    until: datetime | None = None
    week: Span | None = None


def entries() -> Subquery:
    """Every line, of three sources: message, skip, slot."""
    kind_of_slot = case((ReminderSlot.rule == "daily", "duty"), else_="weekly")
    slot_at = func.coalesce(ReminderSlot.due_at, ReminderSlot.decided_at)
    none = (
        cast(null(), UtcDateTime),
        cast(null(), UtcDateTime),
        literal(0),
        cast(null(), UtcDateTime),
        literal(""),
    )
    messages = (
        select(
            literal("message").label("source"),
            Message.id.label("id"),
            func.coalesce(Message.sent_at, Message.created_at, type_=UtcDateTime).label("at"),
            ReminderSlot.nominal_on.label("nominal_on"),
            cast(Message.kind, String).label("kind"),
            Message.person_id.label("person_id"),
            func.coalesce(func.nullif(Message.to_name, ""), Person.name).label("name"),
            func.coalesce(func.nullif(Message.to_address, ""), Person.email).label("address"),
            cast(null(), Integer).label("unit_id"),
            literal("").label("unit_code"),
            cast(Message.state, String).label("state"),
            Message.reason.label("reason"),
            Message.message_id.label("message_id"),
            Message.subject.label("subject"),
            Message.sent_at.label("sent_at"),
            Message.next_try_at.label("next_try_at"),
            Message.attempts.label("attempts"),
            Message.bounced_at.label("bounced_at"),
            Message.bounce_reason.label("bounce_reason"),
        )
        .join(Person, Person.id == Message.person_id)
        .outerjoin(ReminderSlot, ReminderSlot.id == Message.slot_id)
    )
    skips = (
        select(
            literal("skip"),
            Skip.id,
            slot_at,
            ReminderSlot.nominal_on,
            kind_of_slot,
            Skip.person_id,
            func.coalesce(Person.name, ""),
            func.coalesce(Person.email, ""),
            Skip.unit_id,
            func.coalesce(Unit.code, ""),
            literal("skipped"),
            Skip.reason,
            literal(""),
            literal(""),
            *none,
        )
        .join(ReminderSlot, ReminderSlot.id == Skip.slot_id)
        .outerjoin(Person, Person.id == Skip.person_id)
        .outerjoin(Unit, Unit.id == Skip.unit_id)
    )
    slots = select(
        literal("slot"),
        ReminderSlot.id,
        slot_at,
        ReminderSlot.nominal_on,
        kind_of_slot,
        cast(null(), Integer),
        literal(""),
        literal(""),
        cast(null(), Integer),
        literal(""),
        cast(ReminderSlot.outcome, String),
        literal(""),
        literal(""),
        literal(""),
        *none,
    ).where(ReminderSlot.outcome != "planned")
    return union_all(messages, skips, slots).subquery("entry")


def narrowed(statement: Select, entry: Subquery, wanted: Wanted) -> Select:
    """`statement`, which reads `entry`, with only the lines that are wanted."""
    line = entry.c
    if wanted.state:
        statement = statement.where(_in_state(entry, wanted.state))
    if wanted.kind:
        statement = statement.where(line.kind == wanted.kind)
    if wanted.since is not None:
        statement = statement.where(line.at >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(line.at < wanted.until)
    if wanted.week is not None:
        week = wanted.week
        statement = statement.where(
            or_(
                line.nominal_on.between(week.first, week.last),
                and_(line.nominal_on.is_(None), line.at >= week.start, line.at < week.end),
            )
        )
    if wanted.who is not None:
        statement = statement.where(_about(entry, wanted.who))
    return statement


def _in_state(entry: Subquery, state: str) -> ColumnElement[bool]:
    line = entry.c
    if state in {"answered", "unanswered"}:
        asked = (
            exists()
            .where(MessageItem.message_id == line.id, MessageItem.asked)
            .correlate_except(MessageItem)
        )
        accepted = and_(line.source == "message", line.state.in_(ACCEPTED), asked)
        given = was_answered(line.id)
        return and_(accepted, given if state == "answered" else ~given)
    if state == "bounced":
        return line.bounced_at.is_not(None)
    if state in ACCEPTED:
        return and_(line.state == state, line.bounced_at.is_(None))
    return line.state == state


def _about(entry: Subquery, who: Who) -> ColumnElement[bool]:
    """Lines of these people and units; a mail is a unit's when it names what the unit promised."""
    line = entry.c
    theirs = (
        exists()
        .where(
            MessageItem.message_id == line.id,
            Commitment.id == MessageItem.commitment_id,
            Commitment.unit_id.in_(who.units),
        )
        .correlate_except(MessageItem, Commitment)
    )
    return or_(
        line.person_id.in_(who.people),
        line.unit_id.in_(who.units),
        func.lower(line.address).contains(who.text.lower(), autoescape=True)
        if who.text
        else false(),
        and_(line.source == "message", theirs),
    )
