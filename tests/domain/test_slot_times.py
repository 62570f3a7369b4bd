"""Slots through the nights on which the clocks change, outages and clocks that are set anew: one
slot a week, none early, none twice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.slots import Slot, instant, slot_of_week, slots_between, verdicts

ZONE = ZoneInfo("America/Toronto")
#: Weeks on which the clocks go forward and back, and the one that ISO numbers 53.
SPRING, AUTUMN, WEEK_53 = date(2026, 3, 2), date(2026, 10, 26), date(2026, 12, 28)
QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
OPEN = BusinessCalendar()


def looked_at(looks: list[datetime], weekday: int, wall: time, calendar=OPEN) -> list[Slot]:
    """Slots that a clock which looks at these instants finds due, each once: as the database
    does, it remembers the names that it has seen."""
    seen: dict[date, Slot] = {}
    since = looks[0]
    for look in looks:
        for slot in slots_between(since, look, weekday, wall, ZONE, calendar):
            if slot.nominal_on not in seen:
                assert slot.due_at is None or slot.due_at <= look
                seen[slot.nominal_on] = slot
    return list(seen.values())


@pytest.mark.parametrize("monday", [SPRING, AUTUMN, WEEK_53], ids=["spring", "autumn", "week 53"])
@pytest.mark.parametrize("weekday", range(7))
def test_every_quarter_of_an_hour_comes_once_a_week(monday, weekday):
    begun = datetime.combine(monday, time(0), ZONE).astimezone(UTC)
    for wall in QUARTERS:
        looks = [begun + timedelta(minutes=30) * n for n in range(-1, 14 * 48)]
        found = [
            slot
            for slot in looked_at(looks, weekday, wall)
            if monday <= slot.nominal_on < monday + timedelta(days=7)
        ]
        assert len(found) == 1, wall
        assert found[0].day == OPEN.next_open(found[0].nominal_on)


@pytest.mark.parametrize("wall", QUARTERS, ids=str)
@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)], ids=["forward", "back"])
def test_the_night_itself_has_one_instant_for_each_quarter(day, wall):
    at = instant(day, wall, ZONE)
    local = at.astimezone(ZONE)
    assert local.date() == day
    assert local.replace(tzinfo=None) >= datetime.combine(day, wall)
    assert local.replace(tzinfo=None) - datetime.combine(day, wall) <= timedelta(hours=1)
    assert local.fold == 0


def test_week_53_keeps_the_name_of_its_monday():
    slot = slot_of_week(WEEK_53, time(8), ZONE, OPEN)
    assert WEEK_53.isocalendar().week == 53
    assert slot.nominal_on == WEEK_53
    after = slot_of_week(WEEK_53 + timedelta(days=7), time(8), ZONE, OPEN)
    assert after.due_at - slot.due_at == timedelta(days=7)


_STEPS = st.one_of(
    st.integers(1, 3600).map(lambda seconds: timedelta(seconds=seconds)),
    # An outage of up to three days; the clock set forward, or back.
    st.integers(1, 72).map(lambda hours: timedelta(hours=hours)),
    st.sampled_from([timedelta(minutes=90), timedelta(minutes=-90)]),
)


@settings(max_examples=300, deadline=None)
@given(
    monday=st.sampled_from([SPRING, AUTUMN, WEEK_53]),
    weekday=st.integers(0, 6),
    wall=st.sampled_from(QUARTERS),
    steps=st.lists(_STEPS, min_size=5, max_size=80),
    closed=st.sets(st.integers(0, 20), max_size=8),
)
def test_however_the_clock_is_looked_at_each_slot_comes_once_and_none_early(
    monday, weekday, wall, steps, closed
):
    calendar = BusinessCalendar(monday + timedelta(days=days) for days in closed)
    looks = [datetime.combine(monday, time(0), ZONE).astimezone(UTC)]
    for step in steps:
        looks.append(looks[-1] + step)
    found = looked_at(looks, weekday, wall, calendar)
    names = [slot.nominal_on for slot in found]
    assert len(names) == len(set(names))
    last = max(looks)
    due = slots_between(looks[0], last, weekday, wall, ZONE, calendar)
    assert set(names) == {slot.nominal_on for slot in due}
    for slot in found:
        assert slot.due_at is None or slot.due_at <= last
        assert slot.nominal_on.weekday() == weekday


@settings(max_examples=300, deadline=None)
@given(
    late=st.integers(0, 72),
    weekday=st.integers(0, 6),
    wall=st.sampled_from(QUARTERS),
    closed=st.sets(st.integers(0, 20), max_size=8),
)
def test_after_an_outage_one_slot_at_most_is_planned(late, weekday, wall, closed):
    calendar = BusinessCalendar(SPRING + timedelta(days=days) for days in closed)
    begun = datetime.combine(SPRING, time(0), ZONE).astimezone(UTC)
    until = begun + timedelta(days=14, hours=late)
    today = until.astimezone(ZONE).date()
    due = slots_between(begun, until, weekday, wall, ZONE, calendar)
    words = list(verdicts(due, today, calendar).values())
    assert words.count("planned") <= 1
    for slot, word in zip(due, words, strict=True):
        if word == "planned":
            assert calendar.between(slot.day, today) <= 3
