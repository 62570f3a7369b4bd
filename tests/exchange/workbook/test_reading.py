"""Tables found by their headings, in whatever encoding and order; cells as hands write them."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter

from tests.exchange.workbook.files import HEAD, book
from tests.support.workbooks import book_of
from tracker.exchange import carried
from tracker.exchange.units import UnitIndex, carried_units
from tracker.exchange.workbook.cells import CellReader, Unread
from tracker.exchange.workbook.columns import COMMITMENTS, MILESTONES
from tracker.exchange.workbook.gate import Refused, look
from tracker.exchange.workbook.reading import read_tables

DUE = MILESTONES.column("baseline_due")


def tables(content):
    return read_tables(content, look(content))


@pytest.fixture(scope="module")
def reader():
    units = carried_units()
    for number, unit in enumerate(units, start=1):
        unit.id = number
    return CellReader(UnitIndex(units))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    text = delimiter.join(["TITRE", "code", "Echeance de départ"])
    text += "\r\n" + delimiter.join(["« Été » – prêt", "D1-01", "2026-05-04"]) + "\r\n\r\n"
    (table,) = tables(text.encode(encoding))
    assert table.sheet is MILESTONES
    (line,) = table.lines
    assert (line.number, line.cells["title_fr"], line.cells["code"]) == (
        2,
        "« Été » – prêt",
        "D1-01",
    )
    assert line.cells["baseline_due"] == "2026-05-04"


def test_headings_may_be_in_any_order_language_and_case_below_a_title():
    rows = [
        ["Plan 2016"],
        [],
        ["title", "  MILESTONE  ", "unit", "Nota"],
        ["x", "D1-01", "Anjou", "!"],
    ]
    (table,) = tables(book_of({"Feuil1": rows}))
    assert table.sheet is COMMITMENTS
    assert table.ignored == ("Nota",)
    assert (table.lines[0].number, table.lines[0].cells["unit"]) == (4, "Anjou")


def test_a_cell_merged_over_lines_counts_for_each():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    page = made.add_worksheet("Jalons")
    page.write_row(0, 0, HEAD)
    page.write_column(1, 0, ["D1-01", "D1-02"])
    page.merge_range(1, 1, 2, 1, "D1")
    made.close()
    (table,) = tables(out.getvalue())
    assert [line.cells["dossier"] for line in table.lines] == ["D1", "D1"]


def test_the_headings_of_the_carried_plan_are_known():
    (table,) = tables(carried.path_of("demo_milestones.csv").read_bytes())
    assert table.sheet is MILESTONES
    assert len(table.lines) == 47
    assert table.ignored == ("disclaimer",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\n1,2\n", "no_table"),
        (b"\x00\x01\x02\x03binary", "not_a_workbook"),
        (b"code,dossier,code\nA,B,C\n", "heading_twice"),
        (b"code,titre\n" + b"A,B\n" * 50_100, "too_many_lines"),
        (b'code,titre\n"' + b"x" * 200_000 + b'",y\n', "csv"),
        (b"code,titre\n\x81\x8d\x8f,\x90\n", "not_a_workbook"),
    ],
)
def test_what_is_no_table_of_a_plan_is_refused(content, code):
    with pytest.raises(Refused) as refused:
        tables(content)
    assert refused.value.code == code


def test_two_sheets_of_one_kind_are_refused():
    with pytest.raises(Refused, match="two_sheets"):
        tables(book_of({"Jalons": [HEAD, ["D1-01"]], "Copie": [HEAD, ["D1-02"]]}))


@pytest.mark.parametrize(
    "raw",
    [
        date(2016, 4, 25),
        datetime(2016, 4, 25, 13, 30),  # noqa: DTZ001  # as a spreadsheet has it
        42485,
        42485.0,
        pytest.param("42485", id="counted, as text"),
        "25 avril 2016",
        "  25\u00a0avril\u00a02016 ",
        "lundi 25 avril 2016",
        "April 25, 2016",
        "2016-04-25 00:00:00",
        "2016-04-25T00:00:00",
        "25/04/2016",
    ],
)
def test_a_day_is_read_however_it_is_written(reader, raw):
    assert reader.value(DUE, raw) == "2016-04-25"


def test_the_days_of_1904_count_from_there():
    assert CellReader(UnitIndex([]), from_1904=True).value(DUE, 41023.0) == "2016-04-25"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("bientôt", "not_a_date"),
        ("03/06/2016", "two_dates"),
        ("25 avril 1916", "year"),
        (5, "year"),
        (1e9, "not_a_date"),
        ("#N/A", "error_value"),
    ],
)
def test_what_is_no_day_says_why(reader, raw, code):
    with pytest.raises(Unread) as unread:
        reader.value(DUE, raw)
    assert unread.value.code == code


@pytest.mark.parametrize(
    "row", carried.rows_of("borough_aliases.csv"), ids=lambda row: row["alias"]
)
def test_a_borough_is_known_in_every_spelling_of_the_citys_files(reader, row):
    assert reader.value(MILESTONES.column("lead"), f" {row['alias']} ") == row["code"]


def test_several_units_in_one_cell(reader):
    column = MILESTONES.column("contributors")
    assert reader.value(column, "Verdun ; SAINT-LEONARD;Verdun") == "REM14;REM12"
    assert reader.value(column, "arrondissements").count(";") == 18
    with pytest.raises(Unread, match="unknown_unit"):
        reader.value(column, "Verdun; Lune")


def test_a_number_in_a_code_and_stray_spaces_are_what_they_look_like(reader):
    code = MILESTONES.column("code")
    assert reader.value(code, 12.0) == "12"
    assert reader.value(code, " D1-01\u200b\u00a0") == "D1-01"


def test_the_book_of_the_tests_is_read():
    (table,) = tables(book())
    assert table.lines[0].cells["title_fr"] == "Guichet"
