"""Numbers as people type them."""

import pytest

from tracker.wording.typed_numbers import could_be_two_numbers, typed_number

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 %", 12),
        (f"12{NBSP}%", 12),
        ("12%", 12),
        ("1 234,5", 1234.5),
        (f"1{NBSP}234,5", 1234.5),
        (f"1{NARROW}234{NARROW}567", 1234567),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567),
        ("37", 37),
        ("0,234", 0.234),
        ("12.5", 12.5),
        ("−3,5", -3.5),
        ("-3", -3),
        ("+3", 3),
        ("37 jours", 37),
        ("37 Jours", 37),
        ("1234,567", 1234.567),
    ],
)
def test_what_people_write_is_read(text, number):
    assert typed_number(text, ("%", "jours")) == number


@pytest.mark.parametrize(
    "text",
    ["", "oui", "voir description", "12 pommes", "n/d", "-", "12-15", "1 23", "environ 12", "%",
     "1,2,3", "12..5", "1e3", "²", "9" * 40],
)  # fmt: skip
def test_a_text_in_a_number_s_place_is_none(text):
    assert typed_number(text, ("%", "jours")) is None


@pytest.mark.parametrize("text", ["1,234", "12.345", "999,999 jours"])
def test_what_could_be_two_numbers_is_not_guessed(text):
    assert could_be_two_numbers(text, ("jours",))
    assert typed_number(text, ("jours",)) is None


def test_another_unit_than_the_measure_is_refused():
    assert typed_number("12 %", ("jours",)) is None
