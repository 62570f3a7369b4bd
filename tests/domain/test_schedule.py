"""The weekly hour: what is shown is what will be due, whatever is closed or quiet."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.schedule import Schedule, first_instants
from tracker.domain.slots import verdict

MONTREAL = ZoneInfo("America/Toronto")
MONDAY = date(2026, 4, 20)
AT = datetime(2026, 4, 20, 13, tzinfo=UTC)
BARE = BusinessCalendar()


def days(first, count):
    return [first + timedelta(days=n) for n in range(count)]


def monday_at_8(calendar=BARE, **facts):
    return Schedule(0, time(8), MONTREAL, calendar, **facts)


def coming(schedule, count=5):
    return [(slot.nominal_on, slot.day) for slot in schedule.coming(AT, count)]


@settings(max_examples=150, deadline=None)
@given(
    weekday=st.integers(0, 4),
    quarter=st.integers(0, 95),
    closed=st.sets(st.integers(0, 90), max_size=12),
    quiet=st.lists(st.tuples(st.integers(0, 90), st.integers(1, 20)), max_size=3),
    late=st.integers(0, 60 * 24 * 14),
    zone=st.sampled_from(["America/Toronto", "Africa/Cairo", "Pacific/Auckland"]),
)
def test_the_slots_shown_are_those_that_will_be_due(weekday, quarter, closed, quiet, late, zone):
    shut = {MONDAY + timedelta(days=n) for n in closed}
    for first, count in quiet:
        shut.update(days(MONDAY + timedelta(days=first), count))
    calendar = BusinessCalendar(shut)
    wall = time(quarter // 4, quarter % 4 * 15)
    schedule = Schedule(weekday, wall, ZoneInfo(zone), calendar)
    at = AT + timedelta(minutes=late)

    shown = schedule.coming(at, 5)

    last = shown[-1].due_at
    assert shown == schedule.between(at, last)
    leaving = [slot for slot in shown if slot.due_at]
    assert len(leaving) == 5
    assert [s.due_at for s in leaving] == sorted({s.due_at for s in leaving})
    assert all(calendar.is_open(slot.day) and slot.due_at > at for slot in leaving)
    assert len({slot.nominal_on for slot in shown}) == len(shown)


def test_a_quiet_monday_moves_the_slot_to_tuesday():
    schedule = monday_at_8(BARE.closed_besides([date(2026, 4, 27)]))
    assert coming(schedule, 1) == [(date(2026, 4, 27), date(2026, 4, 28))]


def test_a_quiet_week_is_shown_without_a_slot():
    schedule = monday_at_8(BARE.closed_besides(days(date(2026, 4, 27), 7)))
    assert coming(schedule, 1) == [(date(2026, 4, 27), None), (date(2026, 5, 4),) * 2]


def test_a_quiet_period_over_a_holiday_ends_where_it_ends():
    holiday = BusinessCalendar([date(2026, 5, 18)])
    schedule = monday_at_8(holiday.closed_besides(days(date(2026, 5, 18), 3)))
    assert (date(2026, 5, 18), date(2026, 5, 21)) in coming(schedule)


def test_grace_counts_business_days_which_a_quiet_period_does_not_stop():
    (slot,) = monday_at_8().coming(AT, 1)
    assert verdict(slot, date(2026, 4, 30), BARE) == "planned"
    assert verdict(slot, date(2026, 5, 1), BARE) == "missed"


def test_a_name_in_the_ledger_never_comes_back():
    schedule = monday_at_8(BARE.closed_besides(days(MONDAY, 2)), named=MONDAY)
    assert coming(schedule, 1) == [(date(2026, 4, 27),) * 2]


def test_a_new_weekday_spares_the_week_that_had_its_relance_unless_asked():
    soon, spared = first_instants(AT, MONDAY, MONTREAL)
    thursday = [Schedule(3, time(8), MONTREAL, BARE, since=s).after(AT).day for s in (soon, spared)]
    assert thursday == [date(2026, 4, 23), date(2026, 4, 30)]


def test_a_week_without_relance_yet_serves_at_once():
    soon, spared = first_instants(AT, date(2026, 4, 13), MONTREAL)
    assert soon == spared == AT


def test_at_once_never_means_the_same_day_twice():
    soon, _spared = first_instants(AT, MONDAY, MONTREAL)
    assert Schedule(0, time(14), MONTREAL, BARE, since=soon).after(AT).day == date(2026, 4, 27)


def test_an_hour_that_does_not_exist_moves_forward():
    cairo = ZoneInfo("Africa/Cairo")
    slot = Schedule(4, time(0, 30), cairo, BARE).after(AT)
    assert slot.due_at.astimezone(cairo).time() == time(1, 30)
