"""A table for a spreadsheet: nothing in it is run, nothing of it is lost."""

import csv
import io

import pytest

from tracker.exchange.safe_csv import csv_bytes


def _read(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_would_be_a_formula_is_a_text(text):
    assert _read(csv_bytes(["a"], [[text]])) == [["a"], [f"'{text}"]]


def test_commas_quotes_and_accents_come_back_as_they_were():
    row = ["L’Île, « vite »", 'il dit "oui"', "deux\nlignes"]
    assert _read(csv_bytes(["a", "b", "c"], [row]))[1] == row


def test_numbers_stay_numbers_and_nothing_stays_empty():
    assert _read(csv_bytes(["a", "b"], [[-3, None]]))[1] == ["-3", ""]
