"""The rows of indicators, and what they come to on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from statistics import fmean

from tracker.domain import trajectories as rules
from tracker.domain.calendar import BusinessCalendar


@dataclass(frozen=True, slots=True)
class ReporterRow:
    """A unit that gives values of an indicator; `given`: the newest period that it gave."""

    indicator_id: int
    unit_id: int
    code: str
    name_fr: str
    name_en: str
    measure_fr: str
    measure_en: str
    decimals: int
    every_months: int
    first_on: date
    grace_days: int
    by_unit: bool
    given: date | None


@dataclass(frozen=True, slots=True)
class OwedValue:
    """A value that is late. `unit_id`: who owes it today, after any merger; `for_unit_id`: the
    unit that it is about."""

    row: ReporterRow
    unit_id: int
    for_unit_id: int
    period_on: date
    due: date


def owed_values(
    rows: Iterable[ReporterRow], today: date, calendar: BusinessCalendar
) -> list[tuple[ReporterRow, date, date]]:
    """Each late row with its period and the day it was due, longest late first."""
    found = []
    for row in rows:
        period = rules.owed(
            row.first_on, row.every_months, row.grace_days, row.given, today, calendar
        )
        if period is not None:
            found.append((row, period, rules.due_on(period, row.grace_days, calendar)))
    return sorted(found, key=lambda one: (one[2], one[0].indicator_id, one[0].unit_id))


@dataclass(frozen=True, slots=True)
class ValueRow:
    """The value that counts for a unit's period; `seq` says how often it was corrected."""

    id: int
    indicator_id: int
    unit_id: int
    period_on: date
    seq: int
    value: float
    reason: str
    note: str
    given_on: date
    given_at: datetime
    by_id: int | None
    by_name: str
    way: str
    dispute_id: int | None
    dispute_reason: str
    disputed_by: str
    disputed_at: datetime | None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator whole: its steps, its units, its dossiers, its values oldest first."""

    id: int
    code: str
    name_fr: str
    name_en: str
    measure_fr: str
    measure_en: str
    decimals: int
    direction: str
    baseline: float | None
    baseline_on: date | None
    target: float | None
    target_on: date | None
    every_months: int
    first_on: date
    grace_days: int
    source: str
    by_unit: bool
    illustrative: bool
    withdrawn: bool
    withdrawn_reason: str
    steps: tuple[tuple[date, float], ...]
    unit_ids: tuple[int, ...]
    dossier_ids: tuple[int, ...]
    values: tuple[ValueRow, ...]

    @cached_property
    def series(self) -> tuple[tuple[date, float, int], ...]:
        """Period, value, and how many units gave one: the simple mean where each gives its own."""
        by_period: dict[date, list[float]] = {}
        for value in self.values:
            by_period.setdefault(value.period_on, []).append(value.value)
        return tuple((day, fmean(found), len(found)) for day, found in sorted(by_period.items()))

    @property
    def last(self) -> tuple[date, float, int] | None:
        return self.series[-1] if self.series else None

    @cached_property
    def latest(self) -> dict[int, ValueRow]:
        """The newest value of each unit."""
        return {value.unit_id: value for value in self.values}

    @property
    def moved(self) -> str:
        """unknown, still, toward, away or reached."""
        value = self.last[1] if self.last else None
        return rules.moved(self.baseline, self.target, self.direction, value)

    def aim(self, day: date) -> tuple[date, float] | None:
        """The step or the target that comes next."""
        target = (self.target_on, self.target) if self.target_on else None
        return rules.aim_on(self.steps, target, day)

    def coming(self, unit_id: int, calendar: BusinessCalendar) -> tuple[date, date]:
        """The next period of a unit, and the day its value is due."""
        found = self.latest.get(unit_id)
        period = rules.next_period(
            self.first_on, self.every_months, found.period_on if found else None
        )
        return period, rules.due_on(period, self.grace_days, calendar)
