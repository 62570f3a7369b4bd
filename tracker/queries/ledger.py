"""What became of each slot and each message: one statement per list, frozen rows."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session

from tracker.domain.messages import ACCEPTED, OF_SLOT, Message, MessageEvent, MessageItem
from tracker.domain.people import Person
from tracker.domain.slots import ReminderSlot, Skip
from tracker.domain.units import Unit
from tracker.domain.updates import Update


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot and what came of it. `without_object`: nobody to write to, or nothing to say."""

    nominal_on: date
    due_at: datetime | None
    sent_for: date | None
    outcome: str
    planned: int
    accepted: int
    without_object: int
    refused: int
    unknown: int
    answered: int


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message without its text. `nominal_on` is None where no slot called for it."""

    id: int
    nominal_on: date | None
    person_id: int
    to_name: str
    to_address: str
    state: str
    reason: str
    message_id: str
    subject: str
    sent_at: datetime | None
    next_try_at: datetime | None
    kind: str
    attempts: int
    bounced_at: datetime | None
    bounce_reason: str


@dataclass(frozen=True, slots=True)
class SkipRow:
    """Somebody, or a unit (by its id, no person), that a slot did not write to."""

    nominal_on: date
    person_id: int | None
    name: str
    address: str
    unit_id: int | None
    unit_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happened to a message."""

    at: datetime
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A message with its text, as it is kept."""

    message: MessageRow
    locale: str
    body_text: str
    body_html: str


def slots(session: Session, plan_id: int | None = None, limit: int | None = None) -> list[SlotRow]:
    """Weekly slots of a plan (of every plan without one), newest first. One statement."""
    of_slot = Message.slot_id == ReminderSlot.id
    answered = exists().where(
        MessageItem.message_id == Message.id,
        MessageItem.asked,
        Update.commitment_id == MessageItem.commitment_id,
        Update.said_at > Message.sent_at,
        Update.withdrawn_at.is_(None),
    )
    statement = (
        select(
            ReminderSlot.nominal_on,
            ReminderSlot.due_at,
            ReminderSlot.sent_for,
            ReminderSlot.outcome,
            _count(Message.id, of_slot),
            _count(Message.id, of_slot, Message.state.in_(ACCEPTED)),
            _count(Skip.id, Skip.slot_id == ReminderSlot.id)
            + _count(Message.id, of_slot, Message.state == "cancelled"),
            _count(Message.id, of_slot, Message.state == "refused"),
            _count(Message.id, of_slot, Message.state == "unknown"),
            _count(Message.id, of_slot, Message.state.in_(ACCEPTED), answered),
        )
        .where(ReminderSlot.rule == "weekly")
        .order_by(ReminderSlot.nominal_on.desc())
        .limit(limit)
    )
    if plan_id is not None:
        statement = statement.where(ReminderSlot.plan_id == plan_id)
    return [SlotRow(*row) for row in session.execute(statement)]


def between_slots(session: Session, limit: int) -> list[MessageRow]:
    """The newest messages that are no slot's: invitations, questions, tests. One statement."""
    statement = message_rows().where(Message.kind.not_in(OF_SLOT)).order_by(Message.id.desc())
    return [MessageRow(*row) for row in session.execute(statement.limit(limit))]


def messages(
    session: Session, plan_id: int | None = None, nominal_on: date | None = None
) -> list[MessageRow]:
    """Every message, or those of a plan's slot; newest slot first. One statement."""
    statement = message_rows().order_by(ReminderSlot.nominal_on.desc(), Message.id)
    return [MessageRow(*row) for row in session.execute(_of_slot(statement, plan_id, nominal_on))]


def skips(
    session: Session, plan_id: int | None = None, nominal_on: date | None = None
) -> list[SkipRow]:
    """Everybody a slot did not write to, and why; newest slot first. One statement."""
    statement = (
        select(
            ReminderSlot.nominal_on,
            Skip.person_id,
            func.coalesce(Person.name, ""),
            func.coalesce(Person.email, ""),
            Skip.unit_id,
            func.coalesce(Unit.code, ""),
            Skip.reason,
        )
        .join(ReminderSlot, ReminderSlot.id == Skip.slot_id)
        .outerjoin(Person, Person.id == Skip.person_id)
        .outerjoin(Unit, Unit.id == Skip.unit_id)
        .order_by(ReminderSlot.nominal_on.desc(), Skip.id)
    )
    return [SkipRow(*row) for row in session.execute(_of_slot(statement, plan_id, nominal_on))]


def letter(session: Session, message_id: int) -> LetterRow | None:
    """A message with its text, by the row's id. One statement."""
    statement = message_rows().add_columns(Message.locale, Message.body_text, Message.body_html)
    row = session.execute(statement.where(Message.id == message_id)).one_or_none()
    return LetterRow(MessageRow(*row[:-3]), *row[-3:]) if row else None


def events(session: Session, message_id: int) -> list[EventRow]:
    """What happened to a message, oldest first, by the row's id. One statement."""
    rows = session.execute(
        select(MessageEvent.at, MessageEvent.what, MessageEvent.detail)
        .where(MessageEvent.message_id == message_id)
        .order_by(MessageEvent.id)
    )
    return [EventRow(*row) for row in rows]


def message_rows() -> Select:
    """A statement whose rows make MessageRow."""
    return (
        select(
            Message.id,
            ReminderSlot.nominal_on,
            Message.person_id,
            func.coalesce(func.nullif(Message.to_name, ""), Person.name),
            func.coalesce(func.nullif(Message.to_address, ""), Person.email),
            Message.state,
            Message.reason,
            Message.message_id,
            Message.subject,
            Message.sent_at,
            Message.next_try_at,
            Message.kind,
            Message.attempts,
            Message.bounced_at,
            Message.bounce_reason,
        )
        .join(Person, Person.id == Message.person_id)
        .outerjoin(ReminderSlot, ReminderSlot.id == Message.slot_id)
    )


def _of_slot(statement: Select, plan_id: int | None, nominal_on: date | None) -> Select:
    if plan_id is None:
        return statement
    return statement.where(
        ReminderSlot.plan_id == plan_id,
        ReminderSlot.rule == "weekly",
        ReminderSlot.nominal_on == nominal_on,
    )


def _count(what, *conditions):
    return (
        select(func.count(what)).where(and_(*conditions)).correlate(ReminderSlot).scalar_subquery()
    )
