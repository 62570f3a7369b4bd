"""Flags beside a standing, never instead of it; the one word shown; the heat-map cell."""

from datetime import date

import pytest

from tests.domain.facts import CALENDAR, TODAY, facts
from tracker.domain.standing import Flags, flags, pressing, slippage, standing, word

LONG_AGO = CALENDAR.add(TODAY, -10)
OVERDUE = {"lead_forecast": date(2016, 4, 22)}


def flagged(**changes):
    return flags(facts(**changes), TODAY, CALENDAR)


def shown(**changes):
    return word(facts(**changes), TODAY, CALENDAR)


def test_silent_from_10_business_days_after_the_first_unanswered_mail():
    assert flagged(asked_since=LONG_AGO).silent
    assert not flagged(asked_since=CALENDAR.add(TODAY, -9)).silent
    assert not flagged(asked_since=None).silent


def test_unreachable_is_never_the_units_silence():
    unreached = flagged(asked_since=LONG_AGO, reachable=False)
    assert unreached.unreachable
    assert not unreached.silent


def test_confirming_ends_silence_never_lateness():
    confirmed = {"asked_since": None, "answer": "on_track", "answered_on": TODAY}
    assert not flagged(**confirmed, **OVERDUE).silent
    assert standing(facts(**confirmed, **OVERDUE), TODAY, CALENDAR) == "late"


def test_postponed_n_times_with_its_business_days():
    moved = facts(forecast=date(2016, 8, 18), postponements=2)
    assert flags(moved, TODAY, CALENDAR).postponed == 2
    assert slippage(moved, CALENDAR) == 35


def test_an_earlier_date_is_brought_forward_not_a_postponement():
    assert slippage(facts(forecast=date(2016, 6, 23)), CALENDAR) == -4


def test_slippage_of_something_done_runs_to_the_day_it_was_done():
    assert slippage(facts(answer="done", done_on=date(2016, 7, 4)), CALENDAR) == 2


def test_help_wanted_and_beyond_the_plan():
    assert flagged(help_wanted=True).help_wanted
    assert flagged(forecast=date(2017, 7, 3)).beyond_plan
    assert not flagged(forecast=date(2017, 6, 30)).beyond_plan


@pytest.mark.parametrize(
    "row", [{"answer": "done", "done_on": TODAY}, {"released": True}, {"plan_state": "draft"}]
)
def test_no_flag_beside_rows_1_to_3(row):
    assert flagged(asked_since=LONG_AGO, help_wanted=True, **row) == Flags()


def test_the_word_is_blocked_then_late_then_silence():
    assert shown(answer="blocked", asked_since=LONG_AGO, **OVERDUE) == "blocked"
    assert shown(asked_since=LONG_AGO, **OVERDUE) == "late"
    assert flagged(asked_since=LONG_AGO, **OVERDUE).silent
    assert shown(asked_since=LONG_AGO) == "silent"
    assert shown(asked_since=LONG_AGO, lead_forecast=CALENDAR.add(TODAY, 3)) == "silent"


def test_the_word_is_then_the_standing():
    assert shown(lead_forecast=CALENDAR.add(TODAY, 3)) == "due_soon"
    assert shown(answer=None, answered_on=None) == "to_confirm"
    assert shown() == "on_track"
    assert shown(answer=None, starts_on=date(2016, 5, 2)) == "upcoming"
    assert shown(answer="done", done_on=TODAY) == "done"


def test_what_slipped_is_never_on_track_again_but_on_the_revised_date():
    assert shown(forecast=date(2016, 8, 18), postponements=1) == "revised"
    assert shown(forecast=date(2016, 6, 30), postponements=1) == "revised"
    assert shown(lead_forecast=date(2016, 8, 18)) == "revised"


def test_a_cell_shows_the_most_pressing_word_and_how_many_share_it():
    words = ["done", "late", "silent", "late", "on_track"]
    assert pressing(words) == ("late", 2)
    assert pressing([*words, "blocked"]) == ("blocked", 1)
    assert pressing(["on_track", "due_soon", "to_confirm"]) == ("due_soon", 1)
    assert pressing(["upcoming", "on_track"]) == ("on_track", 1)
    assert pressing(["done", "upcoming"]) == ("upcoming", 1)
