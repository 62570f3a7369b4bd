"""« Standing of a commitment: the first row that fits », row by row."""

from datetime import date

import pytest

from tests.domain.facts import CALENDAR, TODAY, facts
from tracker.domain.standing import asked, days_late, standing


def stands(**changes):
    return standing(facts(**changes), TODAY, CALENDAR)


def is_asked(**changes):
    return asked(facts(**changes), TODAY, CALENDAR)


OVERDUE = {"lead_forecast": date(2016, 4, 22)}


def test_row_1_a_draft_plan_is_proposed_and_asks_nobody():
    assert stands(plan_state="draft", answer="blocked") == "proposed"
    assert not is_asked(plan_state="draft", **OVERDUE)


def test_row_1_a_milestone_without_lead_is_without_bearer_and_asks_nobody():
    assert stands(has_lead=False, **OVERDUE) == "no_lead"
    assert not is_asked(has_lead=False, **OVERDUE)


@pytest.mark.parametrize(
    "why", [{"plan_state": "closed"}, {"milestone_withdrawn": True}, {"released": True}]
)
def test_row_2_a_closed_plan_a_withdrawn_milestone_or_a_release_is_withdrawn_and_not_asked(why):
    assert stands(answer="done", **why) == "withdrawn"
    assert not is_asked(question_open=True, **why)


def test_row_3_a_live_answer_done_is_done_and_not_asked():
    assert stands(answer="done", done_on=date(2016, 4, 20), **OVERDUE) == "done"
    assert not is_asked(answer="done", done_on=date(2016, 4, 20), **OVERDUE)


def test_row_4_a_live_answer_blocked_stays_blocked_after_the_date_with_its_days_late():
    blocked = facts(answer="blocked", **OVERDUE)
    assert standing(blocked, TODAY, CALENDAR) == "blocked"
    assert days_late(blocked, TODAY, CALENDAR) == 1


def test_row_4_blocked_is_asked_every_20_business_days():
    assert not is_asked(answer="blocked", answered_on=CALENDAR.add(TODAY, -19))
    assert is_asked(answer="blocked", answered_on=CALENDAR.add(TODAY, -20))
    assert not is_asked(
        answer="blocked",
        answered_on=CALENDAR.add(TODAY, -30),
        asked_last=CALENDAR.add(TODAY, -10),
    )


def test_row_5_past_the_due_date_is_late_and_asked_every_slot():
    assert stands(**OVERDUE) == "late"
    assert is_asked(asked_last=date(2016, 4, 18), **OVERDUE)


def test_row_5_the_due_day_itself_is_not_late():
    assert stands(lead_forecast=TODAY) == "due_soon"


def test_row_5_a_due_date_on_a_closed_day_counts_as_the_next_open_day():
    saturday, sunday, monday = date(2016, 4, 23), date(2016, 4, 24), date(2016, 4, 25)
    weekend = facts(lead_forecast=saturday)
    assert standing(weekend, sunday, CALENDAR) == "due_soon"
    assert standing(weekend, monday, CALENDAR) == "due_soon"
    assert standing(weekend, date(2016, 4, 26), CALENDAR) == "late"


def test_row_5_ones_own_forecast_goes_before_the_leads():
    assert stands(forecast=date(2016, 4, 22), lead_forecast=date(2016, 9, 30)) == "late"
    assert stands(forecast=None, lead_forecast=None, baseline_due=date(2016, 4, 22)) == "late"


def test_row_6_before_the_start_and_without_answer_is_to_come_and_not_asked():
    assert stands(starts_on=date(2016, 5, 2), answer=None) == "upcoming"
    assert not is_asked(starts_on=date(2016, 5, 2), answer=None)


def test_row_7_within_10_business_days_is_due_soon_and_asked_every_slot():
    tenth = CALENDAR.add(TODAY, 10)
    assert stands(lead_forecast=tenth) == "due_soon"
    assert stands(lead_forecast=CALENDAR.add(TODAY, 11)) == "on_track"
    assert is_asked(lead_forecast=tenth, asked_last=date(2016, 4, 18))


def test_row_8_without_answer_is_to_confirm_and_asked_every_slot():
    assert stands(answer=None, answered_on=None) == "to_confirm"
    assert is_asked(answer=None, answered_on=None, asked_last=date(2016, 4, 18))


def test_row_9_otherwise_is_on_track_and_asked_every_20_business_days():
    assert stands() == "on_track"
    assert not is_asked(answered_on=CALENDAR.add(TODAY, -19))
    assert is_asked(answered_on=CALENDAR.add(TODAY, -20))


def test_an_open_question_is_asked_whatever_the_row():
    assert is_asked(question_open=True)
    assert not is_asked(question_open=True, answer="done", done_on=TODAY)


def test_what_has_not_started_is_not_asked_even_near_its_date():
    assert not is_asked(starts_on=date(2016, 4, 26), lead_forecast=date(2016, 4, 29))
