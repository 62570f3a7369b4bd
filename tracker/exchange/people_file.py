"""People as a CSV file: read whole, judged line by line, and nobody kept if a line is wrong."""

import csv
import io
import unicodedata
from collections.abc import Collection
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import contacts
from tracker.domain.changes import Actor, note
from tracker.domain.people import Person
from tracker.exchange.people_lines import REQUIRED, PeopleJudge, PersonLine
from tracker.exchange.plan_lines import Complaint
from tracker.exchange.units import UnitIndex


class PeopleFileError(ValueError):
    """A file that cannot be loaded; `complaints` holds every reason."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints


def read_people_file(path: Path, index: UnitIndex) -> list[PersonLine]:
    """The people of the file at `path`, in its order. Raises PeopleFileError, OSError."""
    return read_people_bytes(path.read_bytes(), path.name, index)


def read_people_bytes(content: bytes, file: str, index: UnitIndex) -> list[PersonLine]:
    """The people of a file called `file`, in its order. Raises PeopleFileError.

    UTF-8 with or without a byte-order mark; commas, or semicolons as a French Excel writes them.
    """
    judge = PeopleJudge(file, index)
    lines = [judge.line(number, cells) for number, cells in _rows(content, judge)]
    if not lines and not judge.complaints:
        judge.complain("", "le fichier ne contient personne", "the file has nobody")
    if judge.complaints:
        raise PeopleFileError(judge.complaints)
    return [line for line in lines if line is not None]


def load_people(session: Session, lines: Collection[PersonLine], actor: Actor) -> list[Person]:
    """Make those whose address is not known yet, and their place among their units' contacts.

    Who is known stays as they are. Returns who was made. The caller commits.
    """
    known = set(session.scalars(select(Person.email)))
    made = []
    for line in lines:
        if line.email in known:
            continue
        person = Person(
            name=line.name, email=line.email, title=line.title, locale=line.locale, role=line.role
        )
        session.add(person)
        session.flush()
        note(session, "person", person.id, actor, "created", after=person.name)
        for unit in line.units:
            contacts.add(session, unit.id, person, actor)
        made.append(person)
    return made


def _rows(content: bytes, judge: PeopleJudge) -> list[tuple[int, dict[str, str]]]:
    """Lines with their numbers, their cells by the program's own headings; [] with complaints."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        judge.number = error.object[: error.start].count(b"\n") + 1
        judge.complain(
            "",
            "le fichier n’est pas en UTF-8; l’enregistrer sous « CSV UTF-8 »",
            "the file is not UTF-8; save it as “CSV UTF-8”",
        )
        return []
    text = unicodedata.normalize("NFC", text).replace("\0", "")
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = judge.headings(next(reader, []))
    rows = []
    try:
        for cells in reader:
            judge.number = reader.line_num
            if len(cells) > len(columns):
                judge.complain(
                    "",
                    "la ligne a plus de cellules que d’en-têtes",
                    "the line has more cells than headings",
                )
            elif any(cell.strip() for cell in cells):
                told = (" ".join(cell.split()) for cell in cells)
                rows.append((reader.line_num, dict(zip_longest(columns, told, fillvalue=""))))
    except csv.Error as error:
        judge.complain(
            "",
            f"la ligne ne se lit pas comme du CSV ({error})",
            f"the line cannot be read as CSV ({error})",
        )
    return [] if set(REQUIRED) - set(columns) else rows
