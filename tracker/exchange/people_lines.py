"""One line of a file of people, judged: good, or with what keeps it from being loaded."""

from dataclasses import dataclass

from tracker.domain.people import EMAIL, EMAIL_LIMIT, normal_email
from tracker.domain.units import Unit, spelling_key
from tracker.exchange.plan_lines import Complaint
from tracker.exchange.units import UnitIndex

#: Headings, French or English, for the program's own; nom and courriel alone must be there.
HEADINGS = {
    "nom": "name",
    "name": "name",
    "courriel": "email",
    "email": "email",
    "fonction": "title",
    "title": "title",
    "langue": "locale",
    "locale": "locale",
    "role": "role",
    "unite": "units",
    "unites": "units",
    "unit": "units",
    "units": "units",
}
REQUIRED = {"name": "nom", "email": "courriel"}
LOCALES = {"": "fr", "fr": "fr", "francais": "fr", "french": "fr"}
LOCALES |= {"en": "en", "anglais": "en", "english": "en"}
ROLES = {
    "": "none",
    "aucun": "none",
    "none": "none",
    "direction": "director",
    "director": "director",
    "coordination": "coordinator",
    "coordinator": "coordinator",
    "administration": "administrator",
    "administrator": "administrator",
    "lecture": "reader",
    "reader": "reader",
}
LIMITS = {"name": 120, "title": 160}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a file, judged good; `units` in the order they are written."""

    name: str
    email: str
    title: str
    locale: str
    role: str
    units: tuple[Unit, ...]


class PeopleJudge:
    """Judges lines one after the other, and remembers the addresses of the earlier ones."""

    def __init__(self, file: str, index: UnitIndex) -> None:
        self.complaints: list[Complaint] = []
        self.number = 1
        self._file = file
        self._index = index
        self._headings: dict[str, str] = {}
        self._emails: dict[str, int] = {}

    def complain(self, column: str, french: str, english: str) -> None:
        """`column`: the program's own heading; told as the file writes it."""
        self._tell(self._headings.get(column, REQUIRED.get(column, column)), french, english)

    def _tell(self, written: str, french: str, english: str) -> None:
        self.complaints.append(Complaint(self._file, self.number, written, french, english))

    def headings(self, written: list[str]) -> list[str]:
        """The program's own headings, in the file's order; complains of what is missing or odd."""
        columns = []
        for text in written:
            column = HEADINGS.get(spelling_key(text), "")
            if not column or column in columns:
                self._tell(
                    text.strip(),
                    "la colonne n’est pas attendue, ou y est deux fois",
                    "the column is not expected, or is there twice",
                )
            columns.append(column)
            self._headings[column] = text.strip()
        for column in REQUIRED:
            if column not in columns:
                self.complain(column, "la colonne manque", "the column is missing")
        return columns

    def line(self, number: int, cells: dict[str, str]) -> PersonLine | None:
        """The line as a person; None, with complaints, where something is wrong."""
        self.number = number
        before = len(self.complaints)
        if not cells["name"]:
            self.complain("name", "la cellule est vide", "the cell is empty")
        for column, limit in LIMITS.items():
            if len(cells.get(column, "")) > limit:
                self.complain(
                    column,
                    f"le texte dépasse {limit} caractères",
                    f"the text is longer than {limit} characters",
                )
        email = self._email(normal_email(cells.get("email", "")))
        locale = self._word("locale", cells.get("locale", ""), LOCALES)
        role = self._word("role", cells.get("role", ""), ROLES)
        units = self._units(cells.get("units", ""))
        if len(self.complaints) > before:
            return None
        return PersonLine(cells["name"], email, cells.get("title", ""), locale, role, units)

    def _email(self, email: str) -> str:
        if not EMAIL.fullmatch(email) or len(email) > EMAIL_LIMIT:
            self.complain(
                "email",
                f"« {email} » n’est pas une adresse complète sans accent",
                f"“{email}” is not a complete address without accents",
            )
        elif email in self._emails:
            self.complain(
                "email",
                f"« {email} » est déjà à la ligne {self._emails[email]}",
                f"“{email}” is already on line {self._emails[email]}",
            )
        self._emails.setdefault(email, self.number)
        return email

    def _word(self, column: str, text: str, words: dict[str, str]) -> str:
        code = words.get(spelling_key(text), "")
        if not code:
            known = ", ".join(filter(None, words))
            self.complain(
                column,
                f"« {text} » n’est pas connu; écrire l’un de ces mots : {known}",
                f"“{text}” is not known; write one of these words: {known}",
            )
        return code

    def _units(self, text: str) -> tuple[Unit, ...]:
        """Units named by the cell; a name that holds a comma is tried whole first."""
        found: dict[str, Unit] = {}
        for part in filter(None, map(str.strip, text.split(";"))):
            whole = self._index.find_unit(part)
            names = [part] if whole else filter(None, map(str.strip, part.split(",")))
            for name in names:
                unit = self._index.find_unit(name)
                if unit is None:
                    self.complain(
                        "units",
                        f"« {name} » n’est le nom d’aucune unité connue",
                        f"“{name}” is the name of no known unit",
                    )
                else:
                    found[unit.code] = unit
        return tuple(found.values())
