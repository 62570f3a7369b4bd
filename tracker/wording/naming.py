"""Names and titles that may stay French in the English interface, and say so."""

from dataclasses import dataclass

from tracker.domain.translations import is_stale
from tracker.queries.directory import UnitRow
from tracker.queries.plan_rows import DossierRow, MilestoneRow, PlanRow
from tracker.wording import units


@dataclass(frozen=True, slots=True)
class Name:
    """A text to show. `lang`: its language where it is not the page's, else empty; `gloss`: what
    it means in the language of the page; `note`: `missing` (no English, the French stands in),
    `stale` (the French changed since, told to who may mend it), else empty."""

    text: str
    lang: str = ""
    gloss: str = ""
    note: str = ""

    def __str__(self) -> str:
        return self.text


def unit_name(unit: UnitRow, locale: str) -> Name:
    """The official name, always French; for who reads English, marked and glossed."""
    return Name(unit.name, "fr", units.gloss(unit)) if locale == "en" else Name(unit.name)


def plan_title(row: PlanRow, locale: str) -> Name:
    """The plan's title in `locale`; the French one, marked, where the English is missing."""
    return _title(locale, row.title_fr, row.title_en, row.title_en_of)


def milestone_title(milestone: MilestoneRow, locale: str) -> Name:
    """The title in `locale`; the French one, marked, where the English is missing."""
    return _title(locale, milestone.title_fr, milestone.title_en, milestone.title_en_of)


def dossier_title(dossier: DossierRow, locale: str) -> Name:
    """The dossier's name in `locale`; the French one, marked, where the English is missing."""
    return _title(locale, dossier.name_fr, dossier.name_en, dossier.name_en_of)


def _title(locale: str, french: str, english: str, english_of: str) -> Name:
    if locale != "en":
        return Name(french)
    if not english:
        return Name(french, "fr", note="missing")
    return Name(english, note="stale" if is_stale(french, english, english_of) else "")
