"""Business days, against counting them one by one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.calendar import BusinessCalendar

DAYS = st.dates(date(2015, 1, 1), date(2017, 12, 31))


def slowly(calendar, start, end):
    start, end = calendar.next_open(start), calendar.next_open(end)
    if end < start:
        return -slowly(calendar, end, start)
    days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(calendar.is_open(day) for day in days)


@given(DAYS, DAYS, st.lists(DAYS, max_size=30))
def test_days_between_are_those_one_would_count(start, end, closures):
    calendar = BusinessCalendar(closures)
    assert calendar.between(start, end) == slowly(calendar, start, end)


@given(DAYS, st.integers(-60, 60), st.lists(DAYS, max_size=30))
def test_adding_days_and_counting_them_agree(day, count, closures):
    calendar = BusinessCalendar(closures)
    assert calendar.between(day, calendar.add(day, count)) == count


def test_the_first_day_is_excluded_and_the_last_included():
    calendar = BusinessCalendar()
    assert calendar.between(date(2016, 4, 15), date(2016, 4, 25)) == 6
    assert calendar.between(date(2016, 4, 25), date(2016, 4, 25)) == 0


def test_a_date_on_a_closed_day_counts_as_the_next_open_day():
    calendar = BusinessCalendar([date(2016, 3, 25), date(2016, 3, 28)])
    assert calendar.next_open(date(2016, 3, 25)) == date(2016, 3, 29)
    assert calendar.between(date(2016, 3, 24), date(2016, 3, 26)) == 1
