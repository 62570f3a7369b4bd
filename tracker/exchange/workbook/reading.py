"""A file opened: its tables, found by their headings, and their lines."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tracker.domain.units import spelling_key
from tracker.exchange.workbook.cells import as_text
from tracker.exchange.workbook.columns import (
    HOW_TO,
    LISTS,
    REF,
    SHEETS,
    TO_MEND,
    Sheet,
    heading_key,
    headings,
)
from tracker.exchange.workbook.gate import ABOVE, MOST_LINES, Looked, Refused
from tracker.exchange.workbook.writing import FORMULA

#: Sheets of our own that hold no line.
_OURS = {spelling_key(name) for name in (HOW_TO, *LISTS.values())}
_BY_NAME = {
    spelling_key(name): sheet for sheet in SHEETS for name in (sheet.fr, sheet.en, sheet.key)
}
_HEADINGS = {sheet.key: headings(sheet) for sheet in SHEETS}
#: With which encodings a table is tried, in this order; the last takes nearly anything.
_ENCODINGS = ("utf-8-sig", "cp1252")
_DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class Line:
    """`number`: as the spreadsheet numbers it. `cells`: by the column's key, as they were read."""

    number: int
    cells: dict[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one sheet. `name`: the sheet as the file calls it; `written`: each heading as
    the file writes it, by the column's key; `ignored`: headings that are not known."""

    sheet: Sheet
    name: str
    written: dict[str, str]
    ignored: tuple[str, ...]
    lines: list[Line] = field(repr=False)


def read_tables(
    content: bytes, looked: Looked, tell: Callable[[int], None] = lambda _lines: None
) -> list[Table]:
    """The tables of a file that was looked at, in the order in which they are judged.

    `tell`: how many lines were read so far. Raises Refused.
    """
    sheets = _workbook(content) if looked.workbook else [("", _csv(content))]
    found: dict[str, Table] = {}
    total = 0
    for name, rows in sheets:
        table = _table(name, rows)
        if table is None:
            continue
        if table.sheet.key in found:
            raise Refused("two_sheets", first=found[table.sheet.key].name, second=name)
        found[table.sheet.key] = table
        total += len(table.lines)
        if total > MOST_LINES:
            raise Refused("too_many_lines")
        tell(total)
    if not found:
        raise Refused("no_table")
    return [found[sheet.key] for sheet in SHEETS if sheet.key in found]


def _workbook(content: bytes) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for about in book.sheets_metadata:
                shown = about.visible is not SheetVisibleEnum.VeryHidden
                if not shown or about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if spelling_key(about.name) not in _OURS:
                    yield about.name, _rows(book.get_sheet_by_name(about.name))
    except (GeneratorExit, KeyboardInterrupt, SystemExit, MemoryError, Refused):
        raise
    # The reader is written in Rust: what it cannot read it says by errors of its own, or panics.
    except BaseException as error:
        raise Refused("broken") from error


def _rows(sheet: CalamineSheet) -> list[list[object]]:
    """The rows from the first one on; a cell merged over several lines counts for each."""
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left != right or top == bottom or top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : min(bottom + 1, len(rows))]:
            row[left] = rows[top][left]
    return rows


def _csv(content: bytes) -> list[list[object]]:
    text = _decoded(content)
    heading = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[object]] = []
    try:
        for row in reader:
            # Lines are told as a text editor counts them: a cell may hold several.
            rows.extend([] for _ in range(reader.line_num - len(rows) - 1))
            rows.append([_unquoted(cell) for cell in row])
            if len(rows) > MOST_LINES + ABOVE:
                raise Refused("too_many_lines")
    except csv.Error as error:
        raise Refused("csv", line=reader.line_num) from error
    return rows


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        raise Refused("not_a_workbook")
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("not_a_workbook")


def _unquoted(cell: str) -> str:
    """Without the apostrophe that keeps a text from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def _table(name: str, rows: Sequence[Sequence[object]]) -> Table | None:
    """The table that the rows hold; None where they are something else."""
    named = _BY_NAME.get(spelling_key(name))
    best: tuple[int, int, Sheet] | None = None
    for number, row in enumerate(rows[: ABOVE + 1]):
        keys = [heading_key(as_text(cell)) for cell in row]
        for sheet in SHEETS:
            known = _HEADINGS[sheet.key]
            columns = {known[key].key for key in keys if key in known}
            if REF.key not in columns and not set(sheet.by) <= columns:
                continue
            score = len(columns) + (1000 if sheet is named else 0)
            if best is None or score > best[0]:
                best = (score, number, sheet)
    if best is None:
        return None
    _score, at, sheet = best
    return _lines(name, sheet, rows, at)


def _lines(name: str, sheet: Sheet, rows: Sequence[Sequence[object]], at: int) -> Table:
    known = _HEADINGS[sheet.key]
    keys: list[str] = []
    written: dict[str, str] = {}
    ignored: list[str] = []
    for cell in rows[at]:
        text = as_text(cell)
        column = known.get(heading_key(text))
        if column is not None and column.key in written:
            raise Refused("heading_twice", heading=text, sheet=name or sheet.fr)
        keys.append(column.key if column else "")
        if column is not None:
            written[column.key] = text
        elif text and text not in TO_MEND.values():
            ignored.append(text)
    lines = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {key: cell for key, cell in zip(keys, row, strict=False) if key}
        if any(as_text(cell) for cell in cells.values()):
            lines.append(Line(number, cells))
    return Table(sheet, name, written, tuple(ignored), lines)
