"""Reminders of duty: one a day, two in an ISO week, and room kept for the weekly one."""

from datetime import date

import pytest

from tracker.domain.caps import Had, iso_week, refusal

ROWS = {
    "nothing yet": (Had(0, 0), False, None),
    "nothing yet, the weekly one to come": (Had(0, 0), True, None),
    "the weekly one on Monday": (Had(0, 1), False, None),
    "one, the weekly one to come": (Had(0, 1), True, "enough_this_week"),
    "the weekly one and one more": (Had(0, 2), False, "enough_this_week"),
    "one today": (Had(1, 1), False, "enough_today"),
    "one today and another before": (Had(1, 2), False, "enough_today"),
    "three, after somebody changed the hour": (Had(0, 3), False, "enough_this_week"),
}


@pytest.mark.parametrize("row", ROWS)
def test_whether_a_reminder_of_its_own_day_is_sent(row):
    had, weekly_to_come, expected = ROWS[row]
    assert refusal(had, weekly_to_come) == expected


@pytest.mark.parametrize(
    "day", [date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 3)]
)
def test_the_week_53_runs_over_the_new_year(day):
    assert iso_week(day) == (date(2026, 12, 28), date(2027, 1, 3))
