"""Numbers as Québec writes them, in both languages."""

from decimal import Decimal

import pytest

from tracker.wording import numbers


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (1234, "1\u00a0234", "1,234"),
        (1234567, "1\u00a0234\u00a0567", "1,234,567"),
        (1234.5, "1\u00a0234,5", "1,234.5"),
        (2.0, "2", "2"),
        (Decimal("0.125"), "0,125", "0.125"),
        (-4, "−4", "−4"),
    ],
)
def test_a_number_groups_thousands_and_marks_decimals(value, french, english):
    assert numbers.number(value, "fr") == french
    assert numbers.number(value, "en") == english


def test_a_number_shows_as_many_decimals_as_asked():
    assert numbers.number(2, "fr", digits=1) == "2,0"
    assert numbers.number(2.345, "en", digits=0) == "2"


def test_french_ordinals_agree_for_the_first_only():
    assert [numbers.ordinal(n, "fr") for n in (1, 2, 21)] == ["1er", "2e", "21e"]
    assert numbers.ordinal(1, "fr", feminine=True) == "1re"
    assert numbers.ordinal(2, "fr", feminine=True) == "2e"


def test_english_ordinals_know_the_teens():
    asked = (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111)
    assert [numbers.ordinal(n, "en") for n in asked] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th"]
    )


@pytest.mark.parametrize(
    ("days", "french", "english"),
    [
        (0, "0\u00a0jour ouvrable", "0\u00a0business days"),
        (1, "1\u00a0jour ouvrable", "1\u00a0business day"),
        (34, "34\u00a0jours ouvrables", "34\u00a0business days"),
    ],
)
def test_business_days_agree_in_number(days, french, english):
    assert numbers.business_days(days, "fr") == french
    assert numbers.business_days(days, "en") == english


def test_a_listing_ends_with_and():
    assert numbers.listing(["a", "b", "c"], "fr") == "a, b et c"
    assert numbers.listing(["a", "b"], "en") == "a and b"
    assert numbers.listing(["a"], "fr") == "a"
    assert numbers.listing([], "fr") == ""
