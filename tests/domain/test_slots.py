"""« Slots »: when the weekly reminder is due, and what to do with one that was missed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.domain.facts import CALENDAR
from tracker.domain.calendar import BusinessCalendar
from tracker.domain.slots import instant, next_slot, slot_of_week, slots_between, verdict

MONTREAL = ZoneInfo("America/Toronto")
EIGHT = time(8)


def slot(nominal_on, calendar=CALENDAR):
    return slot_of_week(nominal_on, EIGHT, MONTREAL, calendar)


def test_monday_at_8_in_montreal_is_noon_utc_in_summer_and_13_in_winter():
    assert slot(date(2016, 4, 25)).due_at == datetime(2016, 4, 25, 12, tzinfo=UTC)
    assert slot(date(2016, 1, 25)).due_at == datetime(2016, 1, 25, 13, tzinfo=UTC)


def test_a_closed_monday_moves_to_the_next_open_day_and_keeps_its_name():
    easter = slot(date(2016, 3, 28))
    assert (easter.nominal_on, easter.day) == (date(2016, 3, 28), date(2016, 3, 29))
    assert easter.due_at == datetime(2016, 3, 29, 12, tzinfo=UTC)


def test_a_week_wholly_closed_has_no_day_and_is_skipped():
    closed = BusinessCalendar(date(2016, 12, 26) + timedelta(n) for n in range(5))
    holidays = slot(date(2016, 12, 26), closed)
    assert holidays.day is None
    assert verdict(holidays, date(2016, 12, 30), closed) == "skipped"


def test_an_hour_that_is_skipped_moves_forward_and_one_that_repeats_is_its_first():
    half_past_two, half_past_one = time(2, 30), time(1, 30)
    assert instant(date(2026, 3, 8), half_past_two, MONTREAL) == datetime(
        2026, 3, 8, 7, 30, tzinfo=UTC
    )
    assert instant(date(2026, 11, 1), half_past_one, MONTREAL) == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


def test_a_slot_is_not_due_before_its_instant_nor_twice_after_it():
    due = datetime(2016, 4, 25, 12, tzinfo=UTC)
    second = timedelta(seconds=1)

    def between(since, until):
        found = slots_between(since, until, 0, EIGHT, MONTREAL, CALENDAR)
        return [slot.nominal_on for slot in found]

    assert between(due - timedelta(days=3), due - second) == []
    assert between(due - timedelta(days=3), due) == [date(2016, 4, 25)]
    assert between(due, due + timedelta(days=6)) == []


def test_nothing_is_due_before_the_plan_was_approved_or_loaded():
    tuesday = datetime(2016, 4, 26, 15, tzinfo=UTC)
    assert slots_between(tuesday, tuesday, 0, EIGHT, MONTREAL, CALENDAR) == []


def test_a_moved_slot_is_found_from_the_day_it_moved_to():
    found = slots_between(
        datetime(2016, 3, 28, 13, tzinfo=UTC),
        datetime(2016, 3, 29, 13, tzinfo=UTC),
        0,
        EIGHT,
        MONTREAL,
        CALENDAR,
    )
    assert [slot.nominal_on for slot in found] == [date(2016, 3, 28)]


def test_a_missed_slot_is_caught_up_for_3_open_days():
    monday = slot(date(2016, 4, 25))
    assert verdict(monday, date(2016, 4, 28), CALENDAR) == "planned"
    assert verdict(monday, date(2016, 4, 29), CALENDAR) == "missed"


def test_the_next_slot_passes_over_a_week_wholly_closed():
    closed = BusinessCalendar(date(2016, 12, 26) + timedelta(n) for n in range(5))
    after = datetime(2016, 12, 20, 15, tzinfo=UTC)
    assert next_slot(after, 0, EIGHT, MONTREAL, closed).nominal_on == date(2017, 1, 2)
