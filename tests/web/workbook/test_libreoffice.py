"""A round trip through LibreOffice: opened, one date and its reason changed, saved, imported."""

import os
import re

import pytest

from tests.support.libreoffice import MISSING, converted, soffice
from tests.support.plan_builder import in_days
from tests.support.workbooks import grids
from tracker.domain.commitments import Commitment
from tracker.domain.updates import Update


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


@pytest.fixture
def program():
    found = soffice()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    return found


@pytest.mark.slow
def test_exactly_the_date_that_was_changed_changes(
    program, plan, emile, shown, take, stored, tmp_path
):
    for title in ("Guichet", "Carte"):
        plan.commitment("verdun", title=title, due=in_days(60))
    sent = tmp_path / "plan.xlsx"
    sent.write_bytes(emile.get("/plan/export.xlsx").data)
    flat = converted(program, sent, "fods", tmp_path / "profile")
    text = flat.read_text(encoding="utf-8")
    assert "=" not in re.findall(r'table:formula="([^"]*)"', text)
    flat.write_text(moved(text), encoding="utf-8")
    back = converted(program, flat, "xlsx", tmp_path / "profile").read_bytes()
    assert grids(back)["Engagements"][1][7] == "Effectifs"
    page = shown(back)
    assert "1 ligne change." in page.text
    take(page)
    (said,) = stored(Update)
    assert (said.new_due, said.reason) == (in_days(90), "staffing")
    assert [one.forecast_due for one in stored(Commitment)] == [
        in_days(90),
        None,
        in_days(60),
        None,
    ]


def moved(text):
    """The flat file with the forecast of the first commitment later, and why beside it."""
    head, mark, rest = text.partition('table:name="Engagements"')
    rows = rest.split("<table:table-row")
    # The headings, then the first commitment.
    cells = re.split(r"(?=<table:table-cell)", rows[2])
    dates = [place for place, cell in enumerate(cells) if 'office:value-type="date"' in cell]
    forecast = dates[1]
    cells[forecast] = cells[forecast].replace(str(in_days(60)), str(in_days(90)))
    empty = cells[forecast + 1]
    attributes = re.search(r"<table:table-cell([^>]*)/>", empty)[1]
    assert "repeated" not in attributes
    cells[forecast + 1] = (
        f'<table:table-cell{attributes} office:value-type="string" calcext:value-type="string">'
        "<text:p>Effectifs</text:p></table:table-cell>"
    )
    rows[2] = "".join(cells)
    return head + mark + "<table:table-row".join(rows)
