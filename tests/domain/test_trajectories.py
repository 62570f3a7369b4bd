"""When values are due, and whether an indicator moved."""

from datetime import date

import pytest

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.trajectories import aim_on, due_on, moved, next_period, owed, periods

CALENDAR = BusinessCalendar([date(2026, 4, 3), date(2026, 4, 6)])
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)


def test_a_month_ends_on_its_last_day():
    assert periods(date(2025, 12, 31), 1, date(2026, 3, 30)) == [
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
    ]
    assert periods(date(2026, 1, 15), 3, date(2026, 7, 15))[-1] == date(2026, 7, 15)


def test_a_closed_day_counts_as_the_next_open_one():
    assert due_on(MARCH, 3, CALENDAR) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("given", "today", "period"),
    [
        (None, date(2026, 4, 15), date(2026, 2, 28)),
        (None, date(2026, 4, 16), MARCH),
        (date(2026, 2, 28), date(2026, 4, 15), None),
        (date(2026, 2, 28), date(2026, 4, 16), MARCH),
        (MARCH, date(2026, 5, 15), None),
        (MARCH, date(2026, 5, 19), APRIL),
        # A gap before a newer value is not asked for again.
        (APRIL, date(2026, 5, 14), None),
        (None, date(2026, 1, 10), None),
    ],
)
def test_the_newest_late_period_is_owed(given, today, period):
    assert owed(date(2026, 1, 31), 1, 15, given, today, CALENDAR) == period


def test_next_period_follows_the_newest_that_was_given():
    assert next_period(date(2026, 1, 31), 1, None) == date(2026, 1, 31)
    assert next_period(date(2026, 1, 31), 1, MARCH) == APRIL


@pytest.mark.parametrize(
    ("baseline", "target", "direction", "value", "said"),
    [
        (44, 30, "down", 30, "reached"),
        (44, 30, "down", 29, "reached"),
        (44, 30, "down", 40, "toward"),
        (44, 30, "down", 43, "still"),
        (44, 30, "down", 45, "still"),
        (44, 30, "down", 46, "away"),
        (60, 80, "up", 62, "toward"),
        (60, 80, "up", 61.9, "still"),
        (60, None, "up", 60, "still"),
        (60, None, "up", 60.1, "toward"),
        (None, 80, "up", 70, "unknown"),
        (60, 80, "up", None, "unknown"),
    ],
)
def test_a_tenth_of_the_way_is_a_move(baseline, target, direction, value, said):
    assert moved(baseline, target, direction, value) == said


def test_the_next_step_is_aimed_at_then_the_target():
    steps, target = [(MARCH, 40)], (APRIL, 30)
    assert aim_on(steps, target, MARCH) == (MARCH, 40)
    assert aim_on(steps, target, date(2026, 4, 1)) == target
    assert aim_on(steps, target, date(2027, 1, 1)) == target
    assert aim_on([], None, MARCH) is None
