"""Slots: when the weekly reminder is due, and what became of it (« Slots »)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code
from tracker.domain.calendar import BusinessCalendar

#: Open days during which a missed slot is still caught up.
GRACE = 3
OUTCOMES = ("planned", "skipped", "missed")
#: weekly: the relance of a week, named after its Monday; daily: that of a day of the ladder.
RULES = ("weekly", "daily")


class ReminderSlot(Base):
    """One week's relance of a plan, under the name of its Monday."""

    __tablename__ = "reminder_slot"
    __table_args__ = (
        UniqueConstraint("plan_id", "rule", "nominal_on"),
        one_of("outcome", OUTCOMES),
        one_of("rule", RULES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    rule: Mapped[str] = mapped_column(short_code(), default="weekly")
    nominal_on: Mapped[date]
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(short_code())
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_for: Mapped[date | None]


class Skip(Base):
    """Somebody, or a unit, that a slot did not write to, and why."""

    __tablename__ = "skip"
    __table_args__ = (
        UniqueConstraint("slot_id", "person_id"),
        UniqueConstraint("slot_id", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("reminder_slot.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    reason: Mapped[str] = mapped_column(String(300))


@dataclass(frozen=True, slots=True)
class Slot:
    """A week's slot. `due_at` is None when the week is wholly closed."""

    nominal_on: date
    day: date | None
    due_at: datetime | None


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """A local wall time in UTC: the first of a repeated hour; a skipped hour moves forward."""
    local = datetime.combine(day, wall, tzinfo=zone)
    return local.astimezone(UTC)


def slot_of_week(nominal_on: date, wall: time, zone: ZoneInfo, calendar: BusinessCalendar) -> Slot:
    """The slot named after `nominal_on`; a closed one moves to the next open day of its week."""
    day = calendar.next_open(nominal_on)
    if day - nominal_on >= timedelta(days=7):
        return Slot(nominal_on, None, None)
    return Slot(nominal_on, day, instant(day, wall, zone))


def nominal_day(day: date, weekday: int) -> date:
    """The latest day of that weekday (0 is Monday), `day` included."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def next_slot(
    after: datetime, weekday: int, wall: time, zone: ZoneInfo, calendar: BusinessCalendar
) -> Slot:
    """The first slot due strictly after the instant `after`; weeks wholly closed are passed."""
    nominal = nominal_day(after.astimezone(zone).date(), weekday)
    while True:
        slot = slot_of_week(nominal, wall, zone, calendar)
        if slot.due_at is not None and slot.due_at > after:
            return slot
        nominal += timedelta(days=7)


def slots_between(
    since: datetime,
    until: datetime,
    weekday: int,
    wall: time,
    zone: ZoneInfo,
    calendar: BusinessCalendar,
) -> list[Slot]:
    """Slots due in (since, until], and the wholly closed weeks among them, oldest first."""
    found = []
    nominal = nominal_day(since.astimezone(zone).date(), weekday)
    last = until.astimezone(zone).date()
    while nominal <= last:
        slot = slot_of_week(nominal, wall, zone, calendar)
        moment = slot.due_at or instant(nominal, wall, zone)
        if since < moment <= until:
            found.append(slot)
        nominal += timedelta(days=7)
    return found


def verdict(slot: Slot, today: date, calendar: BusinessCalendar) -> str:
    """What to do with a due slot on `today`: planned, skipped (closed week) or missed."""
    if slot.day is None:
        return "skipped"
    return "planned" if in_grace(slot.day, today, calendar) else "missed"


def verdicts(due: Sequence[Slot], today: date, calendar: BusinessCalendar) -> dict[date, str]:
    """Verdict by name of slots that are due at once: the newest in grace is planned, alone.

    After closed days two may be in grace together: nobody gets two mails in one go.
    """
    found = {slot.nominal_on: verdict(slot, today, calendar) for slot in due}
    newest = max((name for name, word in found.items() if word == "planned"), default=None)
    return {
        name: "missed" if word == "planned" and name != newest else word
        for name, word in found.items()
    }


def in_grace(since: date, today: date, calendar: BusinessCalendar) -> bool:
    """Whether a mail meant for the day `since` may still leave `today`."""
    return calendar.between(since, today) <= GRACE
