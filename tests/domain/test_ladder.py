"""The ladder: D-10, D-2, D+1, then the head of the unit at D+6 and the director at D+11."""

from datetime import date

import pytest

from tests.domain.facts import CALENDAR, TODAY, facts
from tracker.domain.ladder import next_rung, on_its_day, rung, rung_day, to_announce


def due_in(days, **changes):
    """A commitment due `days` business days from TODAY, late ones never confirmed since."""
    return facts(lead_forecast=CALENDAR.add(TODAY, days), **changes)


ROWS = {
    "eleven days before: none yet": (11, None),
    "ten days before": (10, "d-10"),
    "three days before": (3, "d-10"),
    "two days before": (2, "d-2"),
    "on the day itself": (0, "d-2"),
    "the day after": (-1, "d+1"),
    "five days after": (-5, "d+1"),
    "six days after: the head": (-6, "head"),
    "ten days after": (-10, "head"),
    "eleven days after: the director": (-11, "director"),
    "two months after": (-40, "director"),
}


@pytest.mark.parametrize("row", ROWS)
def test_the_rung_that_was_reached(row):
    days, expected = ROWS[row]
    assert rung(due_in(days), TODAY, CALENDAR) == expected


NEXT = {
    "eleven days before": (11, "d-10", 1),
    "ten days before": (10, "d-2", 8),
    "on the day itself": (0, "d+1", 1),
    "the day after": (-1, "head", 5),
    "six days after": (-6, "director", 5),
}


@pytest.mark.parametrize("row", NEXT)
def test_the_next_rung_and_its_day(row):
    days, code, left = NEXT[row]
    assert next_rung(due_in(days), TODAY, CALENDAR) == (code, CALENDAR.add(TODAY, left))


def test_there_is_no_rung_after_the_last():
    assert next_rung(due_in(-11), TODAY, CALENDAR) is None


OFF = {
    "answered done": {"answer": "done", "done_on": TODAY},
    "blocked": {"answer": "blocked"},
    "withdrawn with its milestone": {"milestone_withdrawn": True},
    "released": {"released": True},
    "of a draft": {"plan_state": "draft"},
    "of a closed plan": {"plan_state": "closed"},
    "without a lead": {"has_lead": False},
}


@pytest.mark.parametrize("row", OFF)
@pytest.mark.parametrize("days", [2, -1, -6, -11])
def test_on_no_rung(row, days):
    held = due_in(days, **OFF[row])
    assert rung(held, TODAY, CALENDAR) is None
    assert next_rung(held, TODAY, CALENDAR) is None
    assert to_announce(held, TODAY, CALENDAR.add(TODAY, 5), CALENDAR, {}) is None
    assert not on_its_day(held, TODAY, CALENDAR)


def test_what_has_not_begun_is_on_no_rung():
    upcoming = due_in(8, answer=None, answered_on=None, starts_on=CALENDAR.add(TODAY, 3))
    assert rung(upcoming, TODAY, CALENDAR) is None


def test_another_date_starts_the_ladder_anew():
    late = due_in(-12)
    assert rung(late, TODAY, CALENDAR) == "director"
    moved = facts(lead_forecast=late.lead_forecast, forecast=CALENDAR.add(TODAY, 2))
    assert rung(moved, TODAY, CALENDAR) == "d-2"


def test_days_are_business_days_and_a_closed_due_date_counts_as_the_next_open_day():
    """Due on Good Friday, which counts as the Tuesday after Easter Monday."""
    held = facts(lead_forecast=date(2016, 3, 25))
    assert rung_day(held, "d+1", CALENDAR) == date(2016, 3, 30)
    assert rung_day(held, "d-2", CALENDAR) == date(2016, 3, 23)
    assert rung_day(held, "head", CALENDAR) == date(2016, 4, 6)
    assert rung_day(held, "director", CALENDAR) == date(2016, 4, 13)


OWN_DAY = {10: False, 3: False, 2: True, 1: False, 0: False, -1: True, -2: False, -6: False}


@pytest.mark.parametrize("days", OWN_DAY)
def test_two_days_before_and_the_day_after_may_come_on_their_own_day(days):
    assert on_its_day(due_in(days), TODAY, CALENDAR) is OWN_DAY[days]


def test_nothing_comes_on_a_closed_day():
    """The Saturday after a Friday counts as the Monday: only the Monday is D+1."""
    friday = facts(lead_forecast=date(2016, 4, 22))
    assert not on_its_day(friday, date(2016, 4, 23), CALENDAR)
    assert on_its_day(friday, date(2016, 4, 25), CALENDAR)


def announced(days, until=5, said=None, **more):
    """What the mail of TODAY announces; days from TODAY, the next mail in `until` of them."""
    told = {step: CALENDAR.add(TODAY, day) for step, day in (said or {}).items()}
    found = to_announce(due_in(days), TODAY, CALENDAR.add(TODAY, until), CALENDAR, told, **more)
    return found and (found[0], CALENDAR.between(TODAY, found[1]))


ANNOUNCED = {
    "the day after, the next mail before D+6": ((-1, 4), None),
    "the day after, the next mail on D+6": ((-1, 5), ("head", 5)),
    "five days after": ((-5, 5), ("head", 1)),
    "before the date, where no mail leaves for long": ((2, 15), ("head", 8)),
    "D+6 has passed and nobody had been told": ((-8, 5), ("head", 5)),
    "D+11 has passed too: the head first": ((-30, 5), ("head", 5)),
}


@pytest.mark.parametrize("row", ANNOUNCED)
def test_a_step_is_announced_by_the_last_mail_before_its_day(row):
    (days, until), expected = ANNOUNCED[row]
    assert announced(days, until) == expected


def test_the_director_is_announced_after_the_head():
    assert announced(-5, said={"head": 1}) is None
    assert announced(-6, said={"head": 0}) == ("director", 5)
    assert announced(-10, said={"head": -4}) == ("director", 1)


def test_a_late_announcement_puts_the_next_step_off_as_much():
    """Told to raise on D+15 with the head: the director not before five days after that."""
    assert announced(-10, said={"head": 5}) is None
    assert announced(-15, said={"head": 0}) == ("director", 5)


def test_both_announced_there_is_nothing_more():
    assert announced(-30, said={"head": -20, "director": -10}) is None


def test_the_head_is_passed_over_where_the_mail_is_their_own():
    assert announced(-5, skipped="head") is None
    assert announced(-10, skipped="head") == ("director", 1)
