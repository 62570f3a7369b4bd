"""When the value of an indicator is due, and whether it moved. Pure: the date is handed in.

A period ends on the day of the month of the first one; on a month's last day where that was one.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from tracker.domain.calendar import BusinessCalendar

#: Part of the way from the baseline to the target from which an indicator has moved.
MOVED_FROM = 0.1


def period_on(first_on: date, every_months: int, number: int) -> date:
    """Last day of the period `number`, 0 for the first one."""
    months = first_on.year * 12 + first_on.month - 1 + number * every_months
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    at_the_end = first_on.day == monthrange(first_on.year, first_on.month)[1]
    return date(year, month + 1, last if at_the_end else min(first_on.day, last))


def periods(first_on: date, every_months: int, until: date) -> list[date]:
    """Last days of the periods that ended up to `until`, oldest first."""
    found, number = [], 0
    while (day := period_on(first_on, every_months, number)) <= until:
        found.append(day)
        number += 1
    return found


def due_on(period: date, grace_days: int, calendar: BusinessCalendar) -> date:
    """The day until which a period's value may come: a closed day counts as the next open one."""
    return calendar.next_open(period + timedelta(days=grace_days))


def owed(
    first_on: date,
    every_months: int,
    grace_days: int,
    given: date | None,
    today: date,
    calendar: BusinessCalendar,
) -> date | None:
    """The newest period whose value is late on `today`; None where nothing is.

    `given`: the newest period that has a value. Older gaps are not asked for again.
    """
    late = [
        period
        for period in periods(first_on, every_months, today)
        if due_on(period, grace_days, calendar) < today
    ]
    return late[-1] if late and (given is None or given < late[-1]) else None


def next_period(first_on: date, every_months: int, given: date | None) -> date:
    """The period that comes after the newest one that has a value."""
    number = 0
    while given is not None and period_on(first_on, every_months, number) <= given:
        number += 1
    return period_on(first_on, every_months, number)


def moved(baseline: float | None, target: float | None, direction: str, value: float | None) -> str:
    """unknown, still, toward, away or reached: where a value stands on the way to the target.

    Less than a tenth of the way is still; without target, any difference from the baseline counts.
    """
    if value is None:
        return "unknown"
    sign = 1 if direction == "up" else -1
    if target is not None and sign * (value - target) >= 0:
        return "reached"
    if baseline is None:
        return "unknown"
    gone = sign * (value - baseline)
    needed = abs(target - baseline) * MOVED_FROM if target is not None else 0.0
    if gone == 0 or abs(gone) < needed:
        return "still"
    return "toward" if gone > 0 else "away"


def aim_on(
    steps: Iterable[tuple[date, float]], target: tuple[date, float] | None, day: date
) -> tuple[date, float] | None:
    """The step, or the target, that comes first on `day` or later; the last one once all are
    past."""
    marks = sorted([*steps, *([target] if target else [])])
    return next((mark for mark in marks if mark[0] >= day), marks[-1] if marks else None)
