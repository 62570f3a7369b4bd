"""A plan as a CSV file: read whole, judged line by line, and nothing kept if a line is wrong."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.domain.units import Unit, spelling_key
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
#: Words of the file (French, or the program's own) for the program's codes.
KINDS = {
    "consultation": "consultation",
    "livrable": "deliverable",
    "deliverable": "deliverable",
    "jalon": "milestone",
    "milestone": "milestone",
    "décision": "decision",
    "decision": "decision",
    "vague": "wave",
    "wave": "wave",
}
BUREAU_ROLES = {
    "porteur": "lead",
    "lead": "lead",
    "collaborateur": "collaborator",
    "collaborator": "collaborator",
    "cible": "targeted",
    "targeted": "targeted",
    "mandat": "mandate",
    "mandate": "mandate",
}
LIMITS = {"file_id": 20, "milestone_id": 20, "file_fr": 200, "file_en": 200}
LIMITS |= {"title_fr": 300, "title_en": 300}
#: Among the collaborators, one of these words stands for every borough.
EVERY_BOROUGH = {spelling_key(text) for text in ("arrondissements", "boroughs")}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What keeps a file from being loaded: where, and why, in both languages."""

    file: str
    line: int
    column: str
    french: str
    english: str

    def __str__(self) -> str:
        column = f", colonne {self.column}" if self.column else ""
        return f"{self.file}, ligne {self.line}{column} : {self.french} / {self.english}"


class PlanFileError(ValueError):
    """A file that cannot be loaded; `complaints` holds every reason."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One milestone of a plan file, judged good."""

    dossier_code: str
    dossier_fr: str
    dossier_en: str
    bureau_role: str
    code: str
    kind: str
    title_fr: str
    title_en: str
    lead: Unit | None
    contributors: tuple[Unit, ...]
    starts_on: date
    due: date


def read_plan_file(path: Path, index: UnitIndex) -> list[PlanLine]:
    """The milestones of the file at `path`, in its order. Raises PlanFileError, OSError.

    UTF-8 with or without a byte-order mark; commas, or semicolons as a French Excel writes them.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PlanFileError([_not_utf8(path.name, line)]) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns = [(name or "").strip() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise PlanFileError([_missing_column(path.name, name) for name in missing])
    judge = _Judge(path.name, index)
    lines = list(_judged(reader, judge))
    if not lines and not judge.complaints:
        judge.complain_at(1, "", "le fichier ne contient aucun jalon", "the file has no milestone")
    if judge.complaints:
        raise PlanFileError(judge.complaints)
    return [line for line in lines if line is not None]


def _judged(reader: csv.DictReader, judge: "_Judge") -> Iterator[PlanLine | None]:
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


class _Judge:
    """Judges lines one after the other, and remembers what the earlier ones said."""

    def __init__(self, file: str, index: UnitIndex) -> None:
        self.complaints: list[Complaint] = []
        self._file = file
        self._index = index
        self._line = 1
        self._codes: dict[str, int] = {}
        self._dossiers: dict[str, tuple[str, str]] = {}

    def complain_at(self, line: int, column: str, french: str, english: str) -> None:
        self.complaints.append(Complaint(self._file, line, column, french, english))

    def _complain(self, column: str, french: str, english: str) -> None:
        self.complain_at(self._line, column, french, english)

    def line(self, number: int, cells: dict[str, str]) -> PlanLine | None:
        """The line as a milestone; None, with complaints, where something is wrong."""
        self._line = number
        before = len(self.complaints)
        for column in ("file_id", "file_fr", "milestone_id", "title_fr"):
            if not cells[column]:
                self._complain(column, "la cellule est vide", "the cell is empty")
        for column, limit in LIMITS.items():
            if len(cells.get(column, "")) > limit:
                self._complain(
                    column,
                    f"le texte dépasse {limit} caractères",
                    f"the text is longer than {limit} characters",
                )
        kind = self._word(cells, "kind", KINDS)
        role = self._word(cells, "bureau_role", BUREAU_ROLES)
        self._judge_codes(cells, role)
        lead = self._unit("lead_unit", cells["lead_unit"]) if cells["lead_unit"] else None
        contributors = self._contributors(cells["collaborators"], lead)
        starts_on, due = self._date(cells, "start"), self._date(cells, "baseline_due")
        if starts_on and due and due < starts_on:
            self._complain(
                "baseline_due",
                f"l’échéance {due} précède le début {starts_on}",
                f"the due date {due} comes before the start {starts_on}",
            )
        if len(self.complaints) > before:
            return None
        return PlanLine(
            cells["file_id"],
            cells["file_fr"],
            cells.get("file_en", ""),
            role,
            cells["milestone_id"],
            kind,
            cells["title_fr"],
            cells.get("title_en", ""),
            lead,
            contributors,
            starts_on,
            due,
        )

    def _judge_codes(self, cells: dict[str, str], role: str) -> None:
        code, dossier = cells["milestone_id"], cells["file_id"]
        if code and code in self._codes:
            self._complain(
                "milestone_id",
                f"« {code} » est déjà à la ligne {self._codes[code]}",
                f"“{code}” is already on line {self._codes[code]}",
            )
        self._codes.setdefault(code, self._line)
        name = cells["file_fr"]
        known_name, known_role = self._dossiers.setdefault(dossier, (name, role))
        if dossier and name != known_name:
            self._complain(
                "file_fr",
                f"« {dossier} » s’appelle « {known_name} » plus haut",
                f"“{dossier}” is called “{known_name}” above",
            )
        if dossier and role and known_role and role != known_role:
            self._complain(
                "bureau_role",
                f"« {dossier} » a un autre rôle du Bureau plus haut",
                f"“{dossier}” has another Bureau role above",
            )

    def _word(self, cells: dict[str, str], column: str, words: dict[str, str]) -> str:
        code = words.get(cells[column].lower(), "")
        if not code:
            known = ", ".join(dict.fromkeys(words))
            self._complain(
                column,
                f"« {cells[column]} » n’est pas connu; écrire l’un de ces mots : {known}",
                f"“{cells[column]}” is not known; write one of these words: {known}",
            )
        return code

    def _unit(self, column: str, text: str) -> Unit | None:
        unit = self._index.find_unit(text)
        if unit is None:
            self._complain(
                column,
                f"« {text} » n’est le nom d’aucune unité connue",
                f"“{text}” is the name of no known unit",
            )
        return unit

    def _contributors(self, text: str, lead: Unit | None) -> tuple[Unit, ...]:
        """Units named by `text`, each once, without the lead."""
        found: dict[str, Unit] = {}
        for name in filter(None, (part.strip() for part in text.split(";"))):
            if spelling_key(name) in EVERY_BOROUGH:
                found |= {unit.code: unit for unit in self._index.boroughs}
            elif unit := self._unit("collaborators", name):
                found[unit.code] = unit
        return tuple(unit for unit in found.values() if unit is not lead)

    def _date(self, cells: dict[str, str], column: str) -> date | None:
        try:
            return date.fromisoformat(cells[column])
        except ValueError:
            self._complain(
                column,
                f"« {cells[column]} » n’est pas une date; écrire AAAA-MM-JJ",
                f"“{cells[column]}” is not a date; write YYYY-MM-DD",
            )
            return None


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
