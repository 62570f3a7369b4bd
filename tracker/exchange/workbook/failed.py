"""The lines that were set aside, as a workbook: the same headings, and what to mend."""

import io
from collections.abc import Callable
from datetime import date, datetime

import xlsxwriter

from tracker.exchange.workbook.cells import as_text
from tracker.exchange.workbook.columns import REF, TO_MEND
from tracker.exchange.workbook.findings import Findings, Trouble
from tracker.exchange.workbook.gate import look
from tracker.exchange.workbook.reading import Table, read_tables
from tracker.exchange.workbook.writing import FORMULA


def failed_lines(
    content: bytes, findings: Findings, words: Callable[[Trouble], str], locale: str
) -> bytes:
    """A workbook of the lines of the file `content` that something is wrong with.

    `words`: what to mend, as a sentence. Mended there, it is imported like any other.
    """
    why: dict[tuple[str, int], list[str]] = {}
    colon = ":" if locale == "en" else " :"
    for trouble in findings.troubles:
        said = words(trouble)
        told = f"{trouble.heading}{colon} {said}" if trouble.heading else said
        why.setdefault((trouble.sheet, trouble.line), []).append(told)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    try:
        for table in read_tables(content, look(content)):
            if any(sheet == table.sheet.key for sheet, _line in why):
                _write(book, table, why, locale)
    finally:
        book.close()
    return out.getvalue()


def _write(
    book: xlsxwriter.Workbook, table: Table, why: dict[tuple[str, int], list[str]], locale: str
) -> None:
    bold = book.add_format({"bold": True, "bottom": 2})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    wrong = book.add_format({"font_color": "#851A00", "text_wrap": True, "valign": "top"})
    quoted = book.add_format({"quote_prefix": True})
    page = book.add_worksheet(table.sheet.name(locale))
    keys = list(table.written)
    for place, key in enumerate(keys):
        hidden = {"hidden": True} if key == REF.key else {}
        page.set_column(place, place, 24, None, hidden)
        page.write_string(0, place, table.written[key], bold)
    page.set_column(len(keys), len(keys), 70)
    page.write_string(0, len(keys), TO_MEND[locale], bold)
    page.freeze_panes(1, 0)
    number = 0
    for line in table.lines:
        said = why.get((table.sheet.key, line.number))
        if said is None:
            continue
        number += 1
        for place, key in enumerate(keys):
            cell = line.cells.get(key)
            if isinstance(cell, date | datetime):
                page.write_datetime(number, place, cell, day)
            elif isinstance(cell, int | float) and not isinstance(cell, bool):
                page.write_number(number, place, cell)
            elif text := as_text(cell):
                page.write_string(number, place, text, quoted if text.startswith(FORMULA) else None)
        page.write_string(number, len(keys), "\n".join(said), wrong)
