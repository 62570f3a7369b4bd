"""A table as a CSV file: read whole, each line with its cells by heading; and what it will do."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.exchange.plan_file import PlanFileError
from tracker.exchange.plan_lines import Complaint
from tracker.wording.typed_dates import typed_date
from tracker.wording.typed_numbers import typed_number

#: Lines of a file beyond which it is cut in two by who sends it.
MOST = 5000
#: What `safe_csv` puts before a text that a spreadsheet would run.
_GUARD, _GUARDED = "'", "=+-@"


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    cells: dict[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a line will do. `fate`: new, same or corrected; `before` is empty for what is new."""

    line: int
    what: str
    before: str
    after: str
    fate: str


@dataclass
class Preview:
    """What a file would do, line by line; `complaints` keep all of it from being done."""

    name: str
    effects: list[Effect] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    _deeds: list[Callable[[], None]] = field(default_factory=list)

    def complain(self, line: int, column: str, french: str, english: str) -> None:
        self.complaints.append(Complaint(self.name, line, column, french, english))

    def will(self, effect: Effect, deed: Callable[[], None]) -> None:
        """An effect, and how it is brought about once somebody has read it."""
        self.effects.append(effect)
        if effect.fate != "same":
            self._deeds.append(deed)

    @property
    def changes(self) -> int:
        return len(self._deeds)

    @property
    def mark(self) -> str:
        """Another one as soon as the file, read again, would do something else."""
        told = repr([(e.line, e.what, e.before, e.after, e.fate) for e in self.effects])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def do(self) -> None:
        """Bring every effect about. The caller commits. Raises PlanFileError where a line is
        wrong."""
        if self.complaints:
            raise PlanFileError(self.complaints)
        for deed in self._deeds:
            deed()


def read_table(content: bytes, name: str, required: Sequence[str]) -> list[Line]:
    """The lines of a file called `name`. Raises PlanFileError.

    UTF-8 with or without a byte-order mark; commas, or semicolons as a French Excel writes them.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            name,
            error.object[: error.start].count(b"\n") + 1,
            "",
            "le fichier n’est pas en UTF-8; l’enregistrer sous « CSV UTF-8 »",
            "the file is not UTF-8; save it as “CSV UTF-8”",
        ) from error
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        reader.fieldnames = [(one or "").strip() for one in reader.fieldnames or ()]
        missing = [one for one in required if one not in reader.fieldnames]
        if missing:
            raise PlanFileError(
                [
                    Complaint(name, 1, one, "la colonne manque", "the column is missing")
                    for one in missing
                ]
            )
        return _lines(reader, name)
    except csv.Error as error:
        raise _refused(
            name,
            reader.line_num,
            "",
            f"la ligne ne se lit pas comme du CSV ({error})",
            f"the line cannot be read as CSV ({error})",
        ) from error


def _lines(reader: csv.DictReader, name: str) -> list[Line]:
    found = []
    for row in reader:
        if None in row:
            raise _refused(
                name,
                reader.line_num,
                "",
                "la ligne a plus de cellules que d’en-têtes",
                "the line has more cells than headings",
            )
        cells = {heading: _cell(value) for heading, value in row.items()}
        if any(cells.values()):
            found.append(Line(reader.line_num, cells))
    if not found:
        raise _refused(name, 1, "", "le fichier n’a aucune ligne", "the file has no line")
    if len(found) > MOST:
        words = f"au plus {MOST} lignes par fichier", f"at most {MOST} lines a file"
        raise _refused(name, MOST + 2, "", *words)
    return found


def _cell(value: str | None) -> str:
    text = (value or "").replace("\0", "").strip()
    guarded = text[:1] == _GUARD and text[1:2] in _GUARDED and len(text) > 1
    return text[1:] if guarded else text


def _refused(name: str, line: int, column: str, french: str, english: str) -> PlanFileError:
    return PlanFileError([Complaint(name, line, column, french, english)])


def number_of(text: str, units: Iterable[str] = ()) -> float | None:
    """A number of a file. There a lone point is always the decimal mark, as this tool writes it."""
    plain = text.removeprefix("-")
    if plain.count(".") == 1 and plain.replace(".", "").isdecimal() and plain.isascii():
        return float(text) if plain.strip(".") == plain else None
    return typed_number(text, units)


def written(number: float | None) -> str:
    """A number as a file holds it: « 12.5 », « 41 »."""
    if number is None:
        return ""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def day_of(text: str) -> date | None:
    """A day of a file, as people write days."""
    return typed_date(text)
