"""The next slots as they will really fall, and what another weekday or hour does to them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.schedule import Schedule, first_instants
from tracker.domain.slots import Slot
from tracker.queries.closed import ClosedRow, QuietRow
from tracker.wording import dates
from tracker.wording.spelled import capitalised

#: Slots shown.
SHOWN = 5


@dataclass(frozen=True)
class SlotLine:
    """A slot in a sentence, or a week without any; `why`: the name of what is in its way."""

    text: str
    why: str
    leaves: bool
    nominal_on: date


@dataclass(frozen=True)
class Change:
    """What another weekday or hour does. `choice`: first relance this week, and next week."""

    sentences: tuple[str, ...]
    choice: tuple[str, str] | None
    since: datetime


@dataclass(frozen=True)
class Teller:
    """Puts slots in words. `closed`, `quiet`: the days in their way, with their names."""

    closed: tuple[ClosedRow, ...]
    quiet: tuple[QuietRow, ...]
    today: date
    locale: str

    def lines(self, schedule: Schedule, at: datetime) -> list[SlotLine]:
        """The next slots, and the weeks without any between them."""
        return [self._line(slot, schedule) for slot in schedule.coming(at, SHOWN)]

    def spoken(self, slot: Slot, schedule: Schedule) -> str:
        """« mardi 19 mai à 8 h »"""
        local = slot.due_at.astimezone(schedule.zone)
        hour = dates.time_of_day(local.time(), self.locale)
        return _("%(day)s à %(hour)s", day=self.day(local.date()), hour=hour)

    def day(self, day: date) -> str:
        """« lundi 18 mai », with its year in any other than this one."""
        if day.year == self.today.year:
            return dates.short_weekday_date(day, self.locale)
        return dates.weekday_date(day, self.locale)

    def _line(self, slot: Slot, schedule: Schedule) -> SlotLine:
        nominal = slot.nominal_on
        if slot.due_at is None:
            text = _("Semaine du %(day)s : aucune relance", day=self.day(nominal))
            return SlotLine(text, self._why(nominal), False, nominal)
        when, why = self.spoken(slot, schedule), ""
        text = capitalised(when)
        if slot.day != nominal:
            why = self._why(nominal)
            sentence = (
                _("%(day)s est fermé : part le %(when)s", day=self.day(nominal), when=when)
                if self._closed(nominal)
                else _(
                    "%(day)s est sans relance : part le %(when)s",
                    day=self.day(nominal),
                    when=when,
                )
            )
            text = capitalised(sentence)
        if slot.due_at.astimezone(schedule.zone).time() != schedule.wall:
            missing = _(
                "%(hour)s n’existe pas ce jour-là : l’heure avance",
                hour=dates.time_of_day(schedule.wall, self.locale),
            )
            why = " · ".join(filter(None, (why, missing)))
        return SlotLine(text, why, True, nominal)

    def _closed(self, day: date) -> str:
        found = next((row.name for row in self.closed if row.day == day), "")
        return found or (_("fin de semaine") if day.weekday() >= 5 else "")

    def _why(self, day: date) -> str:
        quiet = next((row.name for row in self.quiet if row.starts_on <= day <= row.ends_on), "")
        return self._closed(day) or quiet


def change(
    teller: Teller,
    old: Schedule,
    chosen: tuple[int, time],
    at: datetime,
    last_on: date | None,
    at_once: bool,
) -> tuple[Schedule, Change]:
    """The schedule that would follow, and what it does to the next slot.

    `last_on`: the day of the last relance; `at_once`: even where that makes two in one week.
    """
    bare = replace(old, weekday=chosen[0], wall=chosen[1])
    soon, spared = (replace(bare, since=since) for since in first_instants(at, last_on, old.zone))
    first, second = soon.after(at), spared.after(at)
    new = soon if at_once else spared
    before, after = old.after(at), new.after(at)
    sentences = [
        _(
            "La prochaine relance passe du %(before)s au %(after)s.",
            before=teller.spoken(before, old),
            after=teller.spoken(after, new),
        )
        if before.due_at != after.due_at
        else _("La prochaine relance reste le %(when)s.", when=teller.spoken(before, old))
    ]
    choice = None
    if first != second:
        choice = (teller.spoken(first, soon), teller.spoken(second, spared))
    return new, Change(tuple(sentences), choice, new.since)


def waiting_sentences(teller: Teller, waiting: list[tuple[date, int]]) -> list[str]:
    """« 3 courriels de la relance du lundi 20 avril attendent encore : ils partent… »"""
    return [
        ngettext(
            "%(num)s courriel de la relance du %(day)s attend encore : il part comme prévu.",
            "%(num)s courriels de la relance du %(day)s attendent encore : "
            "ils partent comme prévu.",
            count,
            day=teller.day(name),
        )
        for name, count in waiting
    ]
