"""Three ways: what the file says, what was exported, what is there now. Only what the file changed
counts; what somebody else changed meanwhile is a conflict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.exchange.workbook.cells import CellReader, Unread, as_text
from tracker.exchange.workbook.columns import REF, Column
from tracker.exchange.workbook.findings import Cell, Change, Findings, Trouble, stamp
from tracker.exchange.workbook.memory import Memory, Remembered, Values
from tracker.exchange.workbook.reading import Line, Table
from tracker.queries.touches import Touch, Touches


@dataclass(frozen=True, slots=True)
class Ground:
    """What the lines are compared with. `state`: the plan's; `memories`: what was exported, by
    the export's key; `now`: what is there; `touches`: gives who changed it since, once one is to
    be named."""

    state: str
    now: Remembered
    memories: Mapping[str, Memory]
    touches: Callable[[], Touches]


class Comparer:
    """Compares the lines of one sheet; a sheet says what it makes of them in `judge`."""

    def __init__(
        self,
        ground: Ground,
        table: Table,
        reader: CellReader,
        findings: Findings,
        tell: Callable[[int], None] = lambda _lines: None,
    ) -> None:
        self.ground, self.table, self.reader = ground, table, reader
        self.sheet = table.sheet
        self.findings = findings
        self.now = ground.now[self.sheet.key]
        self._tell = tell
        self._seen: dict[int, int] = {}
        self._by_key = {self.key_of(values): ident for ident, values in self.now.items()}

    # What each sheet has of its own.
    def judge(self, entry: "Entry") -> None:
        """Make a change, or troubles, of a line that differs from what is there."""
        raise NotImplementedError

    def key_of(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """By what a row is known where the file does not say which one it is."""
        return tuple(values.get(field, "").casefold() for field in self.sheet.by)

    def touch(self, entry: "Entry", key: str) -> Touch | None:
        """Who made what is there now of a cell that was exported otherwise, if that is known."""
        now = entry.now.get(key, "")
        unit = bool(now) and self.sheet.column(key).kind == "unit"
        told = self.reader.names_of(now) if unit else {now}
        since = entry.memory.made_at
        return self.ground.touches().of_field(self.sheet.kind, entry.ident, key, told, since)

    def compare(self) -> None:
        """Every line of the table. Findings are added to."""
        findings = self.findings
        name = self.table.name or self.sheet.fr
        findings.ignored += [(name, heading) for heading in self.table.ignored]
        for line in self.table.lines:
            findings.lines += 1
            entry = self._entry(line)
            if entry is not None:
                self.judge(entry)
            if findings.lines % 200 == 0:
                self._tell(findings.lines)

    def _entry(self, line: Line) -> "Entry | None":
        ident, memory = self._known(line)
        entry = Entry(self, line, ident, memory)
        entry.read()
        if ident is None and not entry.wrong:
            ident = self._by_key.get(self.key_of(entry.values))
            if ident is not None:
                entry.ident = ident
        if entry.ident is not None:
            first = self._seen.setdefault(entry.ident, line.number)
            if first != line.number:
                entry.trouble("", "row_twice", line=first)
                return None
            if entry.ident not in self.now:
                if entry.wrong or entry.differing():
                    entry.trouble("", "row_gone")
                return None
        return None if entry.wrong else entry

    def _known(self, line: Line) -> tuple[int | None, Memory | None]:
        """The row that the reference names, and the export that it left with."""
        text = as_text(line.cells.get(REF.key))
        key, dash, number = text.rpartition("-")
        if not dash or not (number.isascii() and number.isdigit()) or len(number) > 10:
            return None, None
        memory = self.ground.memories.get(key)
        if memory is None or int(number) not in memory.rows[self.sheet.key]:
            self.findings.strange += 1
            return None, None
        return int(number), memory


class Entry:
    """One line: the row it names, what that held when it left (`base`), and what the file says."""

    def __init__(
        self, comparer: Comparer, line: Line, ident: int | None, memory: Memory | None
    ) -> None:
        self.comparer, self.line = comparer, line
        self.ident, self.memory = ident, memory
        self.base = memory.rows[comparer.sheet.key][ident] if memory else None
        #: What the file says, by the column's key; a cell that could not be read is not there.
        self.values: dict[str, str] = {}
        self.wrong = False

    @property
    def now(self) -> Values:
        """What is there now; nothing of a row that is added."""
        return self.comparer.now[self.ident] if self.ident is not None else {}

    @property
    def adds(self) -> bool:
        return self.ident is None

    def read(self) -> None:
        """Read the cells. One that cannot be read is nothing wrong where it never changed."""
        for key, raw in self.line.cells.items():
            if key == REF.key:
                continue
            column = self.comparer.sheet.column(key)
            if column.told:
                continue
            try:
                value = self.comparer.reader.value(column, raw)
            except Unread as unread:
                if self.base is None or not _same(as_text(raw), self.base.get(key, "")):
                    self.trouble(key, unread.code, **unread.about)
                continue
            # A cell left empty in a file that was never exported says nothing.
            if value or self.base is not None:
                self.values[key] = value

    def differs(self, key: str) -> bool:
        """Whether the file says something else than what was exported, or than what is there
        where nothing was."""
        if key not in self.values:
            return False
        before = self.base if self.base is not None else self.now
        return not _same(self.values[key], before.get(key, ""))

    def differing(self) -> list[str]:
        """Keys of the columns that the file changed, in the sheet's order."""
        return [column.key for column in self.comparer.sheet.columns if self.differs(column.key)]

    def effective(self, key: str) -> str:
        """What the row would hold: the file's where it says so, else what is there."""
        return self.values[key] if self.differs(key) else self.now.get(key, "")

    def cell(self, key: str) -> Cell | None:
        """The change of one cell; None where the file changes nothing that is still to change."""
        if not self.differs(key) or _same(self.values[key], self.now.get(key, "")):
            return None
        now = self.now.get(key, "")
        base = self.base.get(key, "") if self.base is not None else now
        if _same(base, now):
            return Cell(key, now, self.values[key])
        return Cell(key, now, self.values[key], base, *stamp(self.comparer.touch(self, key)))

    def require(self, *columns: Column) -> None:
        """A row that is there may not lose these; one that is added needs them."""
        for column in columns:
            missing = self.adds and not self.values.get(column.key)
            emptied = self.differs(column.key) and not self.values[column.key]
            if missing or emptied:
                self.trouble(column.key, "empty")

    def trouble(self, key: str, code: str, /, **about: object) -> None:
        """Set the line aside."""
        self.wrong = True
        comparer = self.comparer
        sheet, table = comparer.sheet, comparer.table
        heading = table.written.get(key, "")
        if key and not heading:
            heading = sheet.column(key).fr
        comparer.findings.troubles.append(
            Trouble(
                sheet.key,
                table.name or sheet.fr,
                self.line.number,
                key,
                heading,
                code,
                {name: str(value) for name, value in about.items()},
            )
        )

    def change(self, label: str, cells: list[Cell | None]) -> Change:
        """Add what the line changes to the findings."""
        made = Change(
            self.comparer.sheet.key,
            self.line.number,
            self.ident,
            label,
            [cell for cell in cells if cell is not None],
            dict(self.values) if self.adds else {},
        )
        self.comparer.findings.changes.append(made)
        return made


def _same(one: str, other: str) -> bool:
    return one == other or as_text(one) == as_text(other)
