"""Dates as people type them."""

from datetime import date

import pytest

from tracker.wording.typed_dates import could_be_two, typed_date


@pytest.mark.parametrize(
    "text",
    [
        "2016-06-03",
        "2016/6/3",
        "3 juin 2016",
        " 3  Juin 2016 ",
        "vendredi 3 juin 2016",
        "June 3, 2016",
        "Friday, June 3rd 2016",
        "3\N{NO-BREAK SPACE}juin 2016",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert typed_date(text) == date(2016, 6, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er août 2016", date(2016, 8, 1)),
        ("4 févr. 2016", date(2016, 2, 4)),
        ("Sept. 4, 2016", date(2016, 9, 4)),
    ],
)
def test_first_days_and_short_months_are_read_too(text, day):
    assert typed_date(text) == day


@pytest.mark.parametrize(
    "text", ["", "mi-mai", "3 juin", "31 février 2016", "3 ju 2016", "03/06/2016", "2016-13-01"]
)
def test_what_is_no_day_or_could_be_two_is_not_guessed(text):
    assert typed_date(text) is None


@pytest.mark.parametrize(
    ("text", "two"), [("03/06/2016", True), ("25/04/2016", False), ("x", False)]
)
def test_what_could_be_two_days_is_known_for_it(text, two):
    assert could_be_two(text) is two


def test_the_day_may_come_first_where_it_can_be_nothing_else():
    assert typed_date("25/04/2016") == date(2016, 4, 25)
