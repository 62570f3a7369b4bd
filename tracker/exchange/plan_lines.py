"""One line of a plan file, judged: good, or with what keeps it from being loaded."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.units import Unit, spelling_key
from tracker.exchange.units import UnitIndex

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


class Judge:
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
