"""Workbooks in tests: what one holds, one that somebody changed, one laid out by hand."""

import csv
import io
import re
import zipfile
from datetime import date
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

Grid = list[list[Any]]


def grids(content: bytes) -> dict[str, Grid]:
    """The sheets of a workbook by name, each a list of rows; an empty cell is ""."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def book_of(sheets: dict[str, Grid]) -> bytes:
    """A workbook of these sheets, plain: no colour, no list, no lock."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(r, c, cell, day)
                elif cell not in ("", None):
                    page.write(r, c, cell)
    book.close()
    return out.getvalue()


def changed(content: bytes, sheet: str, row: dict[str, str], **cells: Any) -> bytes:
    """The workbook with cells of one row changed: `changed(xlsx, "Engagements", {"Jalon":
    "D1-01", "Unité": "Verdun"}, **{"Motif": "Effectifs"})`."""
    sheets = grids(content)
    head, *rows = sheets[sheet]
    found = [r for r in rows if all(str(r[head.index(k)]) == v for k, v in row.items())]
    assert len(found) == 1, f"{len(found)} rows of {sheet} are {row}"
    for heading, cell in cells.items():
        found[0][head.index(heading)] = cell
    return book_of(sheets)


def added(content: bytes, sheet: str, **cells: Any) -> bytes:
    """The workbook with one more row, without reference."""
    sheets = grids(content)
    head = sheets[sheet][0]
    sheets[sheet].append([cells.get(heading, "") for heading in head])
    return book_of(sheets)


def csv_grid(content: bytes) -> Grid:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xml_of(content: bytes, name: str) -> str:
    """One part of a workbook as it is written: `xml_of(xlsx, "xl/workbook.xml")`."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()


def sheet_xml(content: bytes, name: str) -> str:
    """The XML of the sheet of that name."""
    book = xml_of(content, "xl/workbook.xml")
    names = re.findall(r'<sheet name="([^"]+)"', book)
    return xml_of(content, f"xl/worksheets/sheet{names.index(name) + 1}.xml")
