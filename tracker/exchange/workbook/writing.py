"""The workbook itself, written row by row as the database sends them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

import xlsxwriter
from sqlalchemy.orm import Session
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.exchange.workbook import how_to, tables
from tracker.exchange.workbook.columns import (
    COMMITMENTS,
    HOW_TO,
    LISTS,
    PEOPLE,
    REF,
    SHEETS,
    UNITS,
    Column,
    Sheet,
)
from tracker.exchange.workbook.columns import written as written_columns
from tracker.exchange.workbook.memory import Packer
from tracker.queries import plan_tables
from tracker.wording import workbook as wording

#: Lines below the last one that lists and dates are still offered on.
_ROOM = 500
#: What the hands may still do on a sheet whose locked cells are locked.
_ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
#: What a spreadsheet takes for the beginning of a formula, once somebody types in the cell.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WORDS = ("kinds", "bureau_roles", "shares", "answers", "reasons", "roles", "locales")


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: which plan in which state, by which key it is remembered, for whom.

    `blank`: headings, lists and units only, to be filled in by hand."""

    plan_id: int
    state: str
    key: str
    locale: str
    today: date
    people: bool = True
    blank: bool = False


def write_workbook(
    session: Session, out: BinaryIO, order: Order, tell: Callable[[int], None] = lambda _lines: None
) -> Packer:
    """Write the workbook to `out`; returns the values it holds. `tell`: lines written so far.

    Memory does not grow with the plan: rows go to a file as they come. Six statements.
    """
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    try:
        return _Writer(session, book, order, tell).write()
    finally:
        book.close()


class _Writer:
    def __init__(
        self, session: Session, book: xlsxwriter.Workbook, order: Order, tell: Callable[[int], None]
    ) -> None:
        self._session, self._book, self._order, self._tell = session, book, order, tell
        units = [values for _id, values in plan_tables.units(session, order.today)]
        self._names = {values[0]: values[1] for values in units}
        self._teller = tables.Teller(order.locale, self._names)
        self._formats: dict[tuple, Format] = {}
        self._lists: dict[str, str] = {}

    def write(self) -> Packer:
        self._how_to()
        left_out = set() if self._order.people else {PEOPLE}
        locale = self._order.locale
        pages = {
            sheet: self._book.add_worksheet(sheet.name(locale))
            for sheet in SHEETS
            if sheet not in left_out
        }
        self._list_sheet()
        packer = Packer()
        for sheet, page in pages.items():
            self._sheet(sheet, page, packer)
        # What is not shown is remembered too: whoever fetches the same export next may see it.
        for sheet in left_out:
            for ident, values in self._rows(sheet):
                packer.add(sheet.key, ident, values)
        pages[COMMITMENTS].activate()
        return packer

    def _rows(self, sheet: Sheet) -> plan_tables.Rows:
        if self._order.blank and sheet is not UNITS:
            return iter(())
        return tables.rows(self._session, sheet, self._order.plan_id, self._order.today)

    def _sheet(self, sheet: Sheet, page: Worksheet, packer: Packer) -> None:
        columns = written_columns(sheet)
        self._head(page, columns)
        number = 0
        for ident, values in self._rows(sheet):
            number += 1
            packer.add(sheet.key, ident, values)
            if not self._order.blank:
                page.write_string(number, 0, f"{self._order.key}-{ident}", self._format(REF))
            named = dict(zip(sheet.fields, values, strict=True))
            cells = self._teller.cells(sheet, columns[1:], named)
            for place, (column, cell) in enumerate(zip(columns[1:], cells, strict=True), start=1):
                self._cell(page, number, place, column, cell)
            if packer.lines % 500 == 0:
                self._tell(packer.lines)
        self._tell(packer.lines)
        page.autofilter(0, 0, max(number, 1), len(columns) - 1)
        self._offer(page, columns, number + _ROOM)
        page.protect("", _ALLOWED | {"insert_rows": sheet is not UNITS})

    def _head(self, page: Worksheet, columns: list[Column]) -> None:
        for place, column in enumerate(columns):
            hidden = {"hidden": True} if column is REF else {}
            page.set_column(place, place, column.width, self._format(column), hidden)
        page.freeze_panes(1, 2)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_row(0, 30)
        for place, column in enumerate(columns):
            page.write_string(0, place, column.heading(self._order.locale), self._heading(column))

    def _cell(self, page: Worksheet, row: int, place: int, column: Column, cell: object) -> None:
        if cell is None:
            page.write_blank(row, place, None, self._format(column))
        elif isinstance(cell, date):
            page.write_datetime(row, place, cell, self._format(column))
        else:
            quoted = str(cell).startswith(FORMULA)
            page.write_string(row, place, str(cell), self._format(column, quoted))

    def _offer(self, page: Worksheet, columns: list[Column], last: int) -> None:
        """Lists of words and calendars for what may be typed."""
        for place, column in enumerate(columns):
            if column is REF or column.locked_in(self._order.state):
                continue
            if column.kind in self._lists:
                free = column.kind in {"reasons", "blocker"}
                page.data_validation(
                    1,
                    place,
                    last,
                    place,
                    {
                        "validate": "list",
                        "source": self._lists[column.kind],
                        "error_type": "information" if free else "warning",
                        "show_error": not free,
                    },
                )
            elif column.kind == "date":
                page.data_validation(
                    1,
                    place,
                    last,
                    place,
                    {
                        "validate": "date",
                        "criteria": "between",
                        "minimum": date(2000, 1, 1),
                        "maximum": date(2100, 12, 31),
                        "error_type": "warning",
                    },
                )

    def _list_sheet(self) -> None:
        """The words offered, on a sheet that is not shown."""
        locale = self._order.locale
        name = LISTS[locale]
        page = self._book.add_worksheet(name)
        lists: dict[str, list[str]] = {
            words: list(wording.words(words, locale).values()) for words in _WORDS
        }
        lists["unit"] = list(self._names.values())
        for row in range(max(map(len, lists.values()), default=0)):
            for place, words in enumerate(lists.values()):
                if row < len(words):
                    page.write_string(row, place, words[row])
        for place, (key, words) in enumerate(lists.items()):
            if words:
                letter = chr(ord("A") + place)
                self._lists[key] = f"={name}!${letter}$1:${letter}${len(words)}"
        if "unit" in self._lists:
            self._lists["blocker"] = self._lists["unit"]
        page.very_hidden()

    def _how_to(self) -> None:
        page = self._book.add_worksheet(HOW_TO)
        page.set_column(0, 0, 110, self._book.add_format({"text_wrap": True, "valign": "top"}))
        title = self._book.add_format({"bold": True, "font_size": 14})
        text = self._book.add_format({"text_wrap": True, "valign": "top"})
        for row, (is_title, line) in enumerate(how_to.lines(self._order.locale)):
            page.write_string(row, 0, line, title if is_title else text)
        page.protect("", _ALLOWED)

    def _format(self, column: Column, quoted: bool = False) -> Format:
        locked = column is REF or column.locked_in(self._order.state)
        key = (column.kind == "date", locked, quoted)
        if key not in self._formats:
            given: dict[str, object] = {"locked": locked, "valign": "top"}
            given |= (
                {"num_format": "yyyy-mm-dd", "align": "left"} if key[0] else {"num_format": "@"}
            )
            given |= {"font_color": "#525F6A", "bg_color": "#F5F7F7"} if locked else {}
            given |= {"quote_prefix": True} if quoted else {}
            self._formats[key] = self._book.add_format(given)
        return self._formats[key]

    def _heading(self, column: Column) -> Format:
        key = ("heading", column.locked_in(self._order.state))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom", "locked": True}
                | ({"font_color": "#525F6A"} if key[1] else {})
            )
        return self._formats[key]
