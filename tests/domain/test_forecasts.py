"""The usual slip: a median of past postponements, told from five on."""

from datetime import date

import pytest

from tests.domain.facts import CALENDAR
from tracker.domain.forecasts import Usual, usual
from tracker.queries.forecasts import MoveRow, Own, slips


@pytest.mark.parametrize(
    ("past", "found"),
    [
        ([3, 9, 18, 20, 40], Usual(18, 5)),
        ([3, 9, 18, 20, 40, 41], Usual(19, 6)),
        ([3, 9, 18, 19, 40, 41], Usual(19, 6)),
        ([3, 9, 18, 20], None),
        ([3, 9, 18, 20, -5], None),
        ([3, 9, 18, 20, 0], None),
        ([], None),
    ],
)
def test_the_median_of_past_slips_from_five_on(past, found):
    assert usual(past) == found


def move(unit, dossier, days):
    start = date(2016, 4, 4)
    return MoveRow(unit, dossier, start, CALENDAR.add(start, days))


def test_a_unit_speaks_for_itself_before_its_dossier_does():
    of_unit = [move(1, 7, days) for days in (2, 4, 6, 8, 10)]
    others = [move(unit, 7, 30) for unit in (2, 3, 4, 5, 6, 8)]

    known = slips([*of_unit, *others], CALENDAR)

    assert known.of(1, 7) == Own("unit", Usual(6, 5))
    assert known.of(2, 7) == Own("dossier", Usual(30, 11))
    assert known.of(2, 9) is None


def test_what_a_merged_unit_did_counts_for_the_one_that_stands_for_it():
    moves = [move(1, 7, 5), move(1, 8, 5), move(1, 9, 5), move(2, 7, 5), move(2, 8, 5)]

    known = slips(moves, CALENDAR, living={1: 2, 2: 2}.get)

    assert known.of(2, 1) == Own("unit", Usual(5, 5))
