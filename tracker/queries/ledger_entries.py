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
from tracker.domain.updates import Update


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


def answers(people: Select | None = None) -> Select:
    """Rows (message_id, said_at, way): what somebody said of what an accepted mail asked, after it.

    An answer belongs to the newest mail that asked that person for it; one through a mail's link
    to the mails of the link's owner. `people`: ids of those whose mails are looked at.
    """
    next_at = func.lead(Message.sent_at).over(
        partition_by=(Message.person_id, MessageItem.commitment_id),
        order_by=(Message.sent_at, Message.id),
    )
    asking = (
        select(
            Message.id.label("message_id"),
            Message.person_id,
            MessageItem.commitment_id,
            Message.sent_at,
            next_at.label("next_at"),
        )
        .join(MessageItem, MessageItem.message_id == Message.id)
        .where(MessageItem.asked, Message.state.in_(ACCEPTED))
    )
    if people is not None:
        asking = asking.where(Message.person_id.in_(people))
    mail = asking.subquery().c
    return select(mail.message_id, Update.said_at, Update.way).join(
        Update,
        and_(
            Update.commitment_id == mail.commitment_id,
            Update.said_at > mail.sent_at,
            or_(mail.next_at.is_(None), Update.said_at <= mail.next_at),
            Update.withdrawn_at.is_(None),
            or_(Update.way != "mail", Update.link_owner_id == mail.person_id),
        ),
    )


def was_answered(message_id: ColumnElement[int], way: str | None = None) -> ColumnElement[bool]:
    """Whether a message was answered; by that `way`, where one is given.

    Within CASE, so that PostgreSQL works the answers out once and never once a line.
    """
    given = answers().subquery().c
    ids = select(given.message_id)
    if way is not None:
        ids = ids.where(given.way == way)
    return case((message_id.in_(ids), 1), else_=0) == 1


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
