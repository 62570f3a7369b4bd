"""What a list of answers comes to: the live one, the forecast, postponements, silence."""

from datetime import UTC, date, datetime, timedelta

from tracker.domain.answers import Answer
from tracker.domain.commitments import (
    Ask,
    Commitment,
    corrects,
    fold,
    live_update,
    may_withdraw,
)
from tracker.domain.milestones import Milestone
from tracker.domain.updates import Update

BASELINE = date(2016, 4, 15)
START = datetime(2016, 4, 1, 14, tzinfo=UTC)


def said(number, answer, **fields):
    at = START + timedelta(days=number)
    usual = {"prior_due": BASELINE, "said_at": at, "said_on": at.date(), "author_id": 1}
    return Update(id=number, answer=answer, **(usual | fields))


def moved(number, new_due, prior_due=BASELINE, **fields):
    return said(number, "postponed", new_due=new_due, prior_due=prior_due, **fields)


def test_the_newest_answer_that_was_not_withdrawn_is_live():
    first, second = said(1, "on_track"), said(2, "blocked")
    assert live_update([second, first]) is second
    second.withdrawn_at = START
    assert live_update([second, first]) is first


def test_without_answer_the_lead_forecasts_the_baseline_and_a_contributor_nothing():
    assert fold([], "lead", BASELINE).forecast_due == BASELINE
    assert fold([], "contributor", BASELINE).forecast_due is None


def test_two_postponements_are_counted_and_the_last_date_stands():
    answers = [moved(1, date(2016, 4, 29)), moved(2, date(2016, 6, 3), date(2016, 4, 29))]
    folded = fold(answers, "lead", BASELINE)
    assert (folded.postponements, folded.forecast_due) == (2, date(2016, 6, 3))


def test_an_earlier_date_is_brought_forward_and_not_counted():
    folded = fold([moved(1, date(2016, 4, 8))], "lead", BASELINE)
    assert (folded.postponements, folded.forecast_due) == (0, date(2016, 4, 8))


def test_withdrawing_a_postponement_restores_the_date_before():
    answers = [moved(1, date(2016, 4, 29)), moved(2, date(2016, 6, 3), date(2016, 4, 29))]
    answers[1].withdrawn_at = START
    folded = fold(answers, "lead", BASELINE)
    assert (folded.postponements, folded.forecast_due) == (1, date(2016, 4, 29))


def test_a_correction_takes_the_place_of_what_it_corrects():
    answers = [moved(1, date(2016, 4, 29)), moved(2, date(2016, 5, 6), corrects_id=1)]
    folded = fold(answers, "lead", BASELINE)
    assert (folded.postponements, folded.forecast_due) == (1, date(2016, 5, 6))


def test_answers_on_track_in_a_row_are_counted_from_the_last_other_one():
    answers = [said(1, "on_track"), said(2, "blocked"), said(3, "on_track"), said(4, "on_track")]
    assert fold(answers, "lead", BASELINE).streak == 2


def test_silence_starts_at_the_first_mail_accepted_after_the_live_answer():
    asks = [
        Ask(date(2016, 4, 4), START + timedelta(days=3)),
        Ask(date(2016, 4, 11), START + timedelta(days=10)),
        Ask(date(2016, 4, 18), START + timedelta(days=17)),
    ]
    folded = fold([said(5, "on_track")], "lead", BASELINE, asks)
    assert (folded.asked_since, folded.asked_last) == (date(2016, 4, 11), date(2016, 4, 18))
    assert fold([], "lead", BASELINE, asks).asked_since == date(2016, 4, 4)
    assert fold([said(20, "on_track")], "lead", BASELINE, asks).asked_since is None


def test_an_answer_may_be_withdrawn_for_24_hours_or_until_the_next():
    answer = said(1, "on_track")
    day = timedelta(hours=24)
    assert may_withdraw(answer, 1, answer.said_at + day - timedelta(seconds=1))
    assert not may_withdraw(answer, 1, answer.said_at + day)
    assert not may_withdraw(answer, 2, answer.said_at)


def recorded_after(first, **speaker):
    """A second answer, recorded two hours after `first`."""
    commitment = Commitment(updates=[first])
    return commitment.record(
        Answer("on_track"),
        nonce="second",
        at=first.said_at + timedelta(hours=2),
        on=first.said_on,
        way="mail",
        prior_due=BASELINE,
        **speaker,
    )


def test_a_renamed_person_corrects_their_own_answer():
    first = said(1, "on_track", author_name="Responsable, Verdun")
    second = recorded_after(first, author_id=1, author_name="Responsable, Anjou")
    assert second.corrects_id == first.id


def test_under_another_name_a_forwarded_link_corrects_nobody():
    owner = said(1, "on_track", author_name="Responsable, Verdun")
    other = said(1, "on_track", author_id=None, author_name="Quelqu’un")
    for first in (owner, other):
        second = recorded_after(first, author_id=None, author_name="Quelqu’un", link_owner_id=1)
        assert second.corrects_id is None
    assert recorded_after(other, author_id=1, author_name="Responsable").corrects_id is None


def test_an_answer_is_corrected_within_a_day_of_itself():
    assert corrects(1, START, 1, START + timedelta(hours=23, minutes=59))
    assert not corrects(1, START, 1, START + timedelta(hours=24))
    assert not corrects(1, START, 2, START)
    assert not corrects(None, None, 1, START)


def test_a_unit_that_takes_over_the_lead_starts_at_the_date_that_stood_and_has_said_nothing():
    share = Commitment(role="contributor", milestone=Milestone(baseline_due=BASELINE))
    share.updates = [moved(1, date(2016, 4, 29)), said(2, "on_track")]

    share.take_over(START + timedelta(days=3), date(2016, 6, 3))
    share.refold([Ask(date(2016, 4, 2), START + timedelta(days=1))])

    assert (share.answer, share.forecast_due, share.postponements) == (None, date(2016, 6, 3), 0)
    assert share.asked_since is None
    share.hand_over()
    share.refold()
    assert (share.answer, share.forecast_due) == ("on_track", date(2016, 4, 29))
