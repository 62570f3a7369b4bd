"""Titles, dates and states of the plan as a reader sees them, in one language."""

from typing import Protocol

from tracker.domain.standing import due
from tracker.queries.plan_view import CommitmentRow, DossierRow, PlanRow, PlanView
from tracker.wording import states


class Titled(Protocol):
    title_fr: str
    title_en: str


def title(thing: Titled, locale: str) -> str:
    """The title in `locale`; the French one where the English is missing."""
    return thing.title_en if locale == "en" and thing.title_en else thing.title_fr


def plan_title(plan: PlanRow, locale: str) -> str:
    return title(plan, locale)


def dossier_name(dossier: DossierRow, locale: str) -> str:
    return dossier.name_en if locale == "en" and dossier.name_en else dossier.name_fr


def dossier_short(dossier: DossierRow, locale: str) -> str:
    """The dossier's name in a word or two, for a column head."""
    short = dossier.short_en if locale == "en" else dossier.short_fr
    return short or dossier_name(dossier, locale)


def slip(view: PlanView, row: CommitmentRow, locale: str) -> str:
    """« 2e report, +34 jours ouvrables »; empty when nothing moved."""
    return states.slippage(row.postponements, view.slippage(row), locale)


def due_date(row: CommitmentRow):
    """The day a commitment is due, or was done."""
    return row.done_on if row.answer == "done" and row.done_on else due(row)
