"""The sheets of the workbook and their columns: headings in both languages, how each is read."""

from dataclasses import dataclass

from tracker.domain.units import spelling_key
from tracker.queries import plan_tables


@dataclass(frozen=True, slots=True)
class Column:
    """`kind`: text, date, unit, units, or the list of words (words.py) that it takes.

    `locked`: always, or in which state of the plan its cells are not to be typed in. `told`: only
    shown; what is typed there is not read. `names`: other headings it is known by in files.
    """

    key: str
    fr: str
    en: str
    kind: str = "text"
    width: int = 16
    limit: int = 0
    required: bool = False
    locked: str = ""
    told: bool = False
    names: tuple[str, ...] = ()

    def heading(self, locale: str) -> str:
        return self.en if locale == "en" else self.fr

    def locked_in(self, state: str) -> bool:
        """Whether nothing is to be typed there in a plan of that state."""
        return self.told or self.locked in {"always", state}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`kind`: what a row is, as its history names it; `fields`: what the values of a row are
    called, in their order; `by`: the columns by which a row is known where the file does not say
    which one it is."""

    key: str
    kind: str
    fr: str
    en: str
    columns: tuple[Column, ...]
    fields: tuple[str, ...]
    by: tuple[str, ...]

    def name(self, locale: str) -> str:
        return self.en if locale == "en" else self.fr

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


#: Heading of the hidden column that says which row of which export a line is.
REF = Column("ref", "Repère", "Reference", width=18, locked="always")
HOW_TO = "Mode d’emploi - How to"
LISTS = {"fr": "Listes", "en": "Lists"}
#: Heading of the column that says what is wrong with a line that comes back.
TO_MEND = {"fr": "À corriger", "en": "What to mend"}

_DOSSIERS = (
    Column("code", "Code", "Code", limit=20, required=True, names=("file_id",)),
    Column("name_fr", "Nom", "Name", width=44, limit=200, required=True, names=("file_fr",)),
    Column("name_en", "Nom anglais", "English name", width=44, limit=200, names=("file_en",)),
    Column("short_fr", "Nom court", "Short name", width=20, limit=40),
    Column("short_en", "Nom court anglais", "English short name", width=20, limit=40),
    Column("bureau_role", "Rôle du Bureau", "Role of the Bureau", "bureau_roles", 24),
    Column("lead", "Unité porteuse", "Lead unit", "unit", 34),
)
_MILESTONES = (
    Column(
        "code", "Code", "Code", limit=20, required=True, names=("milestone_id", "code du jalon")
    ),
    Column("dossier", "Dossier", "File", required=True, names=("file_id", "code du dossier")),
    Column("kind", "Genre", "Kind", "kinds", 16, required=True),
    Column("title_fr", "Titre", "Title", width=60, limit=300, required=True),
    Column("title_en", "Titre anglais", "English title", width=60, limit=300),
    Column("starts_on", "Début", "Start", "date", 13, required=True, names=("start",)),
    Column(
        "baseline_due",
        "Échéance de départ",
        "Original due date",
        "date",
        19,
        required=True,
        locked="approved",
        names=("échéance", "due", "due date"),
    ),
    Column("lead", "Unité porteuse", "Lead unit", "unit", 34, names=("porteur",)),
    Column(
        "contributors",
        "Contributions",
        "Contributors",
        "units",
        44,
        names=("collaborators", "collaborateurs", "unités contributrices"),
    ),
    # Not in the workbook: a file laid out by hand may say the dossiers here.
    Column("dossier_fr", "Nom du dossier", "Name of the file", limit=200, names=("file_fr",)),
    Column(
        "dossier_en",
        "Nom anglais du dossier",
        "English name of the file",
        limit=200,
        names=("file_en",),
    ),
    Column("bureau_role", "Rôle du Bureau", "Role of the Bureau", "bureau_roles"),
)
_COMMITMENTS = (
    Column("milestone", "Jalon", "Milestone", required=True, names=("milestone_id", "code")),
    Column("title", "Titre du jalon", "Milestone title", width=50, told=True),
    Column("unit", "Unité", "Unit", "unit", 34, required=True),
    Column("role", "Part", "Share", "shares", 14),
    Column("baseline_due", "Échéance de départ", "Original due date", "date", 19, told=True),
    Column("forecast", "Échéance prévue", "Forecast date", "date", 17, locked="draft"),
    Column("reason", "Motif", "Reason", "reasons", 30, limit=2000, locked="draft"),
    Column("answer", "Réponse", "Answer", "answers", 16, locked="draft"),
    Column("done_on", "Fait le", "Done on", "date", 13, locked="draft"),
    Column("blocker", "Bloqué par", "Blocked by", "blocker", 30, limit=200, locked="draft"),
    Column("sentence", "Précision", "Details", width=44, limit=2000, locked="draft"),
)
_PEOPLE = (
    Column("name", "Nom", "Name", width=30, limit=120, required=True),
    Column("email", "Courriel", "E-mail", "email", 36, required=True, names=("email",)),
    Column("title", "Fonction", "Position", width=36, limit=160, names=("title",)),
    Column("locale", "Langue", "Language", "locales", 12, names=("locale",)),
    Column("role", "Rôle", "Role", "roles", 26),
    Column("units", "Unités", "Units", "units", 44, names=("unité", "unit")),
)
_UNITS = (
    Column("code", "Code", "Code", locked="always"),
    Column("name", "Nom", "Name", width=44, locked="always"),
    Column("short", "Nom court", "Short name", width=24, locked="always"),
    Column("long_form", "Nom complet", "Full name", width=44, locked="always"),
    Column("kind", "Genre", "Kind", "unit_kinds", 20, locked="always"),
    Column("gloss_en", "Explication en anglais", "Meaning in English", width=44, locked="always"),
)

DOSSIERS = Sheet(
    "dossiers", "dossier", "Dossiers", "Files", _DOSSIERS, plan_tables.DOSSIERS, ("code",)
)
MILESTONES = Sheet(
    "milestones",
    "milestone",
    "Jalons",
    "Milestones",
    _MILESTONES,
    plan_tables.MILESTONES,
    ("code",),
)
COMMITMENTS = Sheet(
    "commitments",
    "commitment",
    "Engagements",
    "Commitments",
    _COMMITMENTS,
    plan_tables.COMMITMENTS,
    ("milestone", "unit"),
)
PEOPLE = Sheet("people", "person", "Personnes", "People", _PEOPLE, plan_tables.PEOPLE, ("email",))
UNITS = Sheet("units", "unit", "Unités", "Units", _UNITS, plan_tables.UNITS, ("code",))

#: In the order in which they are written, and in which an import is judged and applied.
SHEETS = (DOSSIERS, MILESTONES, COMMITMENTS, PEOPLE, UNITS)
BY_KEY = {sheet.key: sheet for sheet in SHEETS}
BY_KIND = {sheet.kind: sheet for sheet in SHEETS}
#: Columns that are read and never written.
ONLY_READ = {"dossier_fr", "dossier_en"}


def written(sheet: Sheet) -> list[Column]:
    """The columns of a sheet as it leaves; the reference first."""
    hidden = ONLY_READ | ({"bureau_role"} if sheet is MILESTONES else set())
    return [REF, *(column for column in sheet.columns if column.key not in hidden)]


def headings(sheet: Sheet) -> dict[str, Column]:
    """Every heading that the sheet's columns are known by, as spelled alike."""
    known: dict[str, Column] = {}
    for column in (REF, *sheet.columns):
        for text in (column.fr, column.en, column.key, *column.names):
            known.setdefault(heading_key(text), column)
    return known


def heading_key(text: str) -> str:
    """What two writings of one heading have in common: no accent, no case, no space."""
    return spelling_key(text.replace("_", " "))
