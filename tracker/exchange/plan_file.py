"""A plan as a CSV file: read whole, judged line by line, and nothing kept if a line is wrong."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tracker.exchange.plan_lines import Complaint, Judge, PlanLine
from tracker.exchange.units import UnitIndex

REQUIRED = (
    "file_id",
    "file_fr",
    "bureau_role",
    "milestone_id",
    "kind",
    "title_fr",
    "lead_unit",
    "collaborators",
    "start",
    "baseline_due",
)


class PlanFileError(ValueError):
    """A file that cannot be loaded; `complaints` holds every reason."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints


def read_plan_file(path: Path, index: UnitIndex) -> list[PlanLine]:
    """The milestones of the file at `path`, in its order. Raises PlanFileError, OSError."""
    return read_plan_bytes(path.read_bytes(), path.name, index)


def read_plan_bytes(content: bytes, name: str, index: UnitIndex) -> list[PlanLine]:
    """The milestones of a file called `name`, in its order. Raises PlanFileError.

    UTF-8 with or without a byte-order mark; commas, or semicolons as a French Excel writes them.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PlanFileError([_not_utf8(name, line)]) from error
    text = text.replace("\0", "")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns = [(column or "").strip() for column in reader.fieldnames or ()]
    reader.fieldnames = columns
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise PlanFileError([_missing_column(name, column) for column in missing])
    judge = Judge(name, index)
    lines = list(_judged(reader, judge))
    if not lines and not judge.complaints:
        judge.complain_at(1, "", "le fichier ne contient aucun jalon", "the file has no milestone")
    if judge.complaints:
        raise PlanFileError(judge.complaints)
    return [line for line in lines if line is not None]


def _judged(reader: csv.DictReader, judge: Judge) -> Iterator[PlanLine | None]:
    try:
        for row in reader:
            if None in row:
                judge.complain_at(
                    reader.line_num,
                    "",
                    "la ligne a plus de cellules que d’en-têtes",
                    "the line has more cells than headings",
                )
                continue
            cells = {name: (value or "").strip() for name, value in row.items()}
            yield judge.line(reader.line_num, cells)
    except csv.Error as error:
        judge.complain_at(
            reader.line_num,
            "",
            f"la ligne ne se lit pas comme du CSV ({error})",
            f"the line cannot be read as CSV ({error})",
        )


def _delimiter(text: str) -> str:
    heading = text.partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","


def _not_utf8(file: str, line: int) -> Complaint:
    return Complaint(
        file,
        line,
        "",
        "le fichier n’est pas en UTF-8; l’enregistrer sous « CSV UTF-8 »",
        "the file is not UTF-8; save it as “CSV UTF-8”",
    )


def _missing_column(file: str, column: str) -> Complaint:
    return Complaint(file, 1, column, "la colonne manque", "the column is missing")
