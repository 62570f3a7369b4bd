"""Where what is said and the facts do not agree: each rule, a row a case."""

from datetime import UTC, date, datetime

import pytest

from tests.domain.facts import CALENDAR, TODAY, facts
from tracker.domain import contradictions as rules

SOON = date(2016, 5, 2)
PAST = date(2016, 4, 20)


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"forecast": PAST}, 3),
        ({"forecast": TODAY}, 0),
        ({"forecast": PAST, "answer": None}, 0),
        ({"forecast": PAST, "answer": "postponed"}, 0),
        ({"forecast": PAST, "released": True}, 0),
        ({"forecast": PAST, "plan_state": "draft"}, 0),
    ],
)
def test_on_track_with_a_date_that_has_passed(changes, days):
    assert rules.on_track_past(facts(**changes), TODAY, CALENDAR) == days


@pytest.mark.parametrize(
    ("third_on", "changes", "found"),
    [
        (date(2016, 4, 18), {}, True),
        (date(2016, 4, 15), {}, False),
        (None, {}, False),
        (date(2016, 4, 18), {"answer": "postponed"}, False),
        (date(2016, 4, 18), {"forecast": PAST}, False),
        (date(2016, 4, 18), {"forecast": date(2016, 6, 30)}, False),
    ],
)
def test_on_track_confirmed_three_times_near_the_date(third_on, changes, found):
    """From April 18 to May 2 there are ten business days."""
    given = facts(**({"forecast": SOON} | changes))

    assert rules.on_track_near(given, third_on, TODAY, CALENDAR) is found


@pytest.mark.parametrize(
    ("changes", "awaited"),
    [
        ({"role": "lead", "answer": "done"}, 2),
        ({"role": "lead", "answer": "on_track"}, 0),
        ({"role": "contributor", "answer": "done"}, 0),
        ({"role": "lead", "answer": "done", "milestone_withdrawn": True}, 0),
    ],
)
def test_done_while_contributors_are_not(changes, awaited):
    assert rules.done_awaited(facts(**changes), 2, TODAY, CALENDAR) == awaited


@pytest.mark.parametrize(
    ("kind", "sentence", "link", "bare"),
    [
        ("deliverable", "Déposé au greffe.", "", True),
        ("decision", "Adoptée au comité.", "", True),
        ("deliverable", "Déposé.", "https://exemple.test/piece", False),
        ("consultation", "Douze personnes entendues.", "", False),
        ("consultation", "C'est fait.", "", True),
        ("wave", "Fait", "", True),
        ("wave", "Fait", "https://exemple.test/piece", False),
    ],
)
def test_done_without_what_shows_it(kind, sentence, link, bare):
    lead = facts(role="lead", answer="done")

    assert rules.done_bare(lead, kind, sentence, link, TODAY, CALENDAR) is bare


def test_what_shows_it_is_asked_of_the_lead_alone_and_once_done():
    for given in (facts(answer="done"), facts(role="lead")):
        assert not rules.done_bare(given, "deliverable", "Fait", "", TODAY, CALENDAR)


@pytest.mark.parametrize(
    ("changes", "times"),
    [
        ({"postponements": 3}, 3),
        ({"postponements": 4, "answer": "blocked"}, 4),
        ({"postponements": 2}, 0),
        ({"postponements": 3, "answer": "done"}, 0),
        ({"postponements": 3, "released": True}, 0),
    ],
)
def test_moved_three_times_or_more_and_still_open(changes, times):
    assert rules.moved_often(facts(**changes), TODAY, CALENDAR) == times


@pytest.mark.parametrize(
    ("since", "said_on", "silent", "changes", "days"),
    [
        (date(2016, 4, 11), None, False, {}, 10),
        (date(2016, 4, 12), None, False, {}, 0),
        (date(2016, 4, 12), None, True, {}, 9),
        (date(2016, 4, 11), date(2016, 4, 8), False, {}, 10),
        (date(2016, 4, 11), date(2016, 4, 11), False, {}, 0),
        (date(2016, 4, 11), None, True, {"replied_at": datetime(2016, 4, 13, tzinfo=UTC)}, 0),
        (date(2016, 4, 11), None, True, {"answer": "on_track"}, 0),
    ],
)
def test_a_unit_named_as_the_blocker_that_says_nothing(since, said_on, silent, changes, days):
    given = facts(**({"answer": "blocked", "answered_on": since} | changes))

    assert rules.blocker_silent(given, said_on, silent, TODAY, CALENDAR) == days
