"""Names and titles that may stay French in the English interface, and say so."""

from dataclasses import dataclass

from tracker.queries.directory import UnitRow
from tracker.queries.plan_rows import DossierRow, MilestoneRow
from tracker.wording import plan


@dataclass(frozen=True, slots=True)
class Name:
    """A text to show. `lang`: its language where it is not the page's, else empty; `gloss`: what
    it means in the language of the page."""

    text: str
    lang: str = ""
    gloss: str = ""

    def __str__(self) -> str:
        return self.text


def unit_name(unit: UnitRow, locale: str) -> Name:
    """The official name, always French; for who reads English, marked and glossed."""
    return Name(unit.name, "fr", _gloss(unit)) if locale == "en" else Name(unit.name)


def milestone_title(milestone: MilestoneRow, locale: str) -> Name:
    """The title in `locale`; the French one, marked, where the English is missing."""
    missing = locale == "en" and not milestone.title_en
    return Name(plan.title(milestone, locale), "fr" if missing else "")


def dossier_title(dossier: DossierRow, locale: str) -> Name:
    """The dossier's name in `locale`; the French one, marked, where the English is missing."""
    missing = locale == "en" and not dossier.name_en
    return Name(plan.dossier_name(dossier, locale), "fr" if missing else "")


def _gloss(unit: UnitRow) -> str:
    """« borough »: the gloss without the name that stands before it."""
    return unit.gloss_en.replace(unit.name, "").strip()
