"""The ledger as the pages show it: slots and their notes, messages and their reasons."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from tracker.domain.calendar import BusinessCalendar
from tracker.queries.directory import Directory
from tracker.queries.ledger import MessageRow, SkipRow, SlotRow
from tracker.web import reading
from tracker.web.reminders.skipped import reason_words
from tracker.wording import dates, returns, states


@dataclass(frozen=True)
class LedgerLine:
    """One message, or somebody who got none (`message_id` None)."""

    name: str
    address: str
    state: str
    why: str
    at: datetime | None
    message_id: int | None
    kind: str = ""


def slot_note(row: SlotRow, calendar: BusinessCalendar, locale: str) -> str:
    """What is unusual about a slot: no week to leave in, missed, moved from its day, sent late.

    `calendar`: the closed days without the quiet periods, which tells the one from the other.
    """
    if row.outcome == "skipped":
        if calendar.next_open(row.nominal_on) - row.nominal_on >= timedelta(days=7):
            return _("semaine fermée : aucune relance")
        return _("période sans relance : sautée")
    if row.outcome == "missed":
        return _("manquée : l’outil était arrêté")
    day = row.sent_for or row.nominal_on
    if day != row.nominal_on:
        told = dates.short_weekday_date(day, locale)
        if row.due_at and _due_day(row) == row.nominal_on:
            return _("rattrapée le %(day)s", day=told)
        if calendar.is_open(row.nominal_on):
            return _("reportée au %(day)s : période sans relance", day=told)
        return _("reportée au %(day)s : jour fermé", day=told)
    return ""


def _due_day(row: SlotRow) -> date:
    return row.due_at.astimezone(reading.settings().timezone).date()


def slot_time(row: SlotRow, locale: str) -> str:
    """« 25 avril 2016, 8 h »; the day alone where the week was closed."""
    if row.due_at is None:
        return dates.long_date(row.nominal_on, locale)
    hour = row.due_at.astimezone(reading.settings().timezone).time()
    return f"{dates.long_date(row.nominal_on, locale)}, {dates.time_of_day(hour, locale)}"


def message_line(row: MessageRow) -> LedgerLine:
    """A message of the ledger in words."""
    at = row.next_try_at if row.state in {"planned", "deferred"} else row.sent_at
    state = states.message_state("bounced" if row.bounced_at else row.state)
    kind = states.message_kind(row.kind)
    why = returns.why(row.bounce_reason) if row.bounced_at else reason_words(row.reason)
    return LedgerLine(row.to_name, row.to_address, state, why, at, row.id, kind)


def next_try(row: MessageRow) -> datetime | None:
    """When a message that waits is tried again; None where it may leave at once, or left."""
    return row.next_try_at if row.state in {"planned", "deferred"} else None


def skip_line(row: SkipRow, directory: Directory) -> LedgerLine:
    """Somebody, or a unit, that got nothing."""
    unit = directory.units.get(row.unit_id or 0)
    name = unit.name if unit else row.name
    return LedgerLine(name, row.address, _("Sans objet"), reason_words(row.reason), None, None)
