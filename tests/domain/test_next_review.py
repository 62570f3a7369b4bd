"""The day proposed for the next review."""

from datetime import date

from tests.domain.facts import CALENDAR
from tracker.domain.reviewing import next_day


def test_it_is_the_same_weekday_three_weeks_on():
    assert next_day(date(2016, 4, 25), CALENDAR) == date(2016, 5, 16)


def test_on_a_closed_day_it_is_the_next_open_one():
    assert next_day(date(2016, 5, 2), CALENDAR) == date(2016, 5, 24)
