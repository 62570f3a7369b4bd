"""« The four answers »: when each is allowed, what it asks for."""

from datetime import date

import pytest

from tests.domain.facts import CALENDAR, TODAY, facts
from tracker.domain.answers import Answer, Problem, problems

UNIT, OTHER = 7, 8


def wrong(given, /, *, streak=0, open_contributors=0, **changes):
    return problems(
        given,
        facts(**changes),
        unit_id=UNIT,
        streak=streak,
        open_contributors=open_contributors,
        today=TODAY,
        calendar=CALENDAR,
    )


def done(**fields):
    return Answer("done", **({"done_on": TODAY, "sentence": "Transmis."} | fields))


def postponed(**fields):
    return Answer("postponed", **({"new_due": date(2016, 8, 18), "reason": "decision"} | fields))


def blocked(**fields):
    return Answer("blocked", **({"blocker_unit_id": OTHER, "sentence": "On attend."} | fields))


def test_done_takes_a_date_that_is_not_in_the_future():
    assert wrong(done()) == []
    assert wrong(done(done_on=None)) == [Problem("done_on", "date_missing")]
    assert wrong(done(done_on=date(2016, 4, 26))) == [Problem("done_on", "done_in_future")]


def test_done_more_than_ten_years_before_the_start_is_a_mistyped_year():
    start = date(2016, 1, 11)
    assert wrong(done(done_on=date(2006, 1, 11)), starts_on=start) == []
    too_old = [Problem("done_on", "done_too_old")]
    assert wrong(done(done_on=date(2006, 1, 8)), starts_on=start) == too_old
    assert wrong(done(done_on=date(216, 4, 20)), starts_on=start) == too_old


def test_done_asks_for_a_sentence_or_a_link():
    assert wrong(done(sentence="  ")) == [Problem("sentence", "evidence_missing")]
    assert wrong(done(sentence="", link="https://ville.example/avis.pdf")) == []
    assert wrong(done(link="C:\\avis.pdf")) == [Problem("link", "link_unknown")]


def test_done_by_the_lead_while_contributors_are_open_requires_a_sentence():
    link_only = done(sentence="", link="https://ville.example/avis.pdf")
    assert wrong(link_only, role="lead", open_contributors=2) == [
        Problem("sentence", "lead_done_needs_sentence")
    ]
    assert wrong(done(), role="lead", open_contributors=2) == []
    assert wrong(link_only, role="lead", open_contributors=0) == []


@pytest.mark.parametrize(
    "answer", [Answer("on_track"), postponed(), blocked(sentence="")], ids=lambda a: a.answer
)
def test_reopening_what_was_done_takes_a_sentence(answer):
    found = wrong(answer, answer="done", done_on=date(2016, 4, 20))
    assert [problem.field for problem in found] == ["sentence"]


def test_on_track_is_allowed_while_the_due_date_is_today_or_later():
    assert wrong(Answer("on_track"), lead_forecast=TODAY) == []
    assert wrong(Answer("on_track"), lead_forecast=date(2016, 4, 22)) == [
        Problem("answer", "on_track_after_due")
    ]


def test_on_track_near_the_date_the_second_in_a_row_asks_for_a_sentence():
    near = {"lead_forecast": CALENDAR.add(TODAY, 10)}
    far = {"lead_forecast": CALENDAR.add(TODAY, 11)}
    assert wrong(Answer("on_track"), streak=0, **near) == []
    assert wrong(Answer("on_track"), streak=1, **near) == [
        Problem("sentence", "second_on_track_needs_sentence")
    ]
    assert wrong(Answer("on_track", sentence="Tout est prêt."), streak=1, **near) == []
    assert wrong(Answer("on_track"), streak=3, **far) == []


def test_postponed_takes_a_date_that_is_today_or_later_and_differs():
    assert wrong(postponed()) == []
    assert wrong(postponed(new_due=TODAY)) == []
    assert wrong(postponed(new_due=None)) == [Problem("new_due", "date_missing")]
    assert wrong(postponed(new_due=date(2016, 4, 24))) == [Problem("new_due", "new_date_past")]
    assert wrong(postponed(new_due=date(2016, 6, 30))) == [Problem("new_due", "new_date_same")]


def test_postponed_asks_for_a_reason_and_other_for_a_sentence():
    assert wrong(postponed(reason=None)) == [Problem("reason", "reason_missing")]
    assert wrong(postponed(reason="other")) == [Problem("sentence", "other_needs_sentence")]
    assert wrong(postponed(reason="other", sentence="Crue printanière.")) == []


def test_postponed_past_the_plans_end_is_allowed():
    assert wrong(postponed(new_due=date(2017, 9, 29))) == []


def test_blocked_asks_which_unit_or_who_outside_and_a_sentence():
    assert wrong(blocked()) == []
    assert wrong(blocked(blocker_unit_id=None, blocker_words="Hydro-Québec")) == []
    assert wrong(blocked(blocker_unit_id=None)) == [Problem("blocker", "blocker_missing")]
    assert wrong(blocked(blocker_words="Hydro-Québec")) == [Problem("blocker", "blocker_twice")]
    assert wrong(blocked(sentence="")) == [Problem("sentence", "sentence_missing")]


def test_blocked_is_not_by_ones_own_unit():
    assert wrong(blocked(blocker_unit_id=UNIT)) == [Problem("blocker", "blocker_is_oneself")]


def test_no_answer_is_a_problem_of_its_own():
    assert wrong(Answer("")) == [Problem("answer", "answer_missing")]
