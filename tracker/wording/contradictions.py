"""Contradictions in words that only state facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.contradictions import Contradiction
from tracker.queries.plan_view import PlanView
from tracker.wording import numbers
from tracker.wording.states import N_

#: What each sort is called in a list of sorts.
SORTS = {
    "on_track_past": N_("« Dans les temps », date passée"),
    "done_awaited": N_("Fait, contributions attendues"),
    "done_bare": N_("Fait, rien ne le montre"),
    "blocker_silent": N_("Nommée comme bloquante, sans réponse"),
    "on_track_near": N_("Confirmé trois fois près de la date"),
    "moved_often": N_("Reporté trois fois ou plus"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One case in words; `code` of its milestone."""

    sort: str
    milestone_id: int
    code: str
    text: str


def sort(code: str) -> str:
    """What a sort of contradiction is called: « Reporté trois fois ou plus »."""
    return _(SORTS[code])


def told(view: PlanView, row: Contradiction, locale: str) -> str:
    """One case in a sentence; the unit is named where it is not the milestone's lead."""
    text = _SAID[row.code](view, row, locale)
    if row.code == "blocker_silent" or view.by_id[row.commitment_id].role == "lead":
        return text
    return _("%(who)s : %(what)s", who=view.directory.units[row.unit_id].name, what=text)


def told_all(view: PlanView, rows: Iterable[Contradiction], locale: str) -> tuple[Told, ...]:
    """Each row with the code of its milestone."""
    return tuple(
        Told(
            row.code,
            row.milestone_id,
            view.milestones[row.milestone_id].code,
            told(view, row, locale),
        )
        for row in rows
    )


def _on_track_past(_view: PlanView, row: Contradiction, locale: str) -> str:
    days = numbers.business_days(row.days, locale)
    return _("« Dans les temps », mais la date prévue est passée depuis %(days)s.", days=days)


def _on_track_near(_view: PlanView, row: Contradiction, locale: str) -> str:
    return _(
        "« Dans les temps » confirmé trois fois ou plus à moins de dix jours ouvrables de la "
        "date, et ce n’est pas fait."
    )


def _done_awaited(_view: PlanView, row: Contradiction, _locale: str) -> str:
    return ngettext(
        "Fait, %(num)s contribution attendue.", "Fait, %(num)s contributions attendues.", row.count
    )


def _done_bare(view: PlanView, row: Contradiction, _locale: str) -> str:
    if view.by_id[row.commitment_id].sentence:
        return _("Fait, sans lien vers une pièce : une phrase seule le dit.")
    return _("Fait, sans rien qui le montre.")


def _moved_often(_view: PlanView, row: Contradiction, locale: str) -> str:
    if row.days > 0:
        return _(
            "Reporté %(n)s fois, +%(days)s depuis la date de départ.",
            n=row.count,
            days=numbers.business_days(row.days, locale),
        )
    return _("Reporté %(n)s fois.", n=row.count)


def _blocker_silent(view: PlanView, row: Contradiction, locale: str) -> str:
    return _(
        "Bloqué par %(who)s, qui n’a rien répondu depuis %(days)s.",
        who=view.directory.units[row.unit_id].name,
        days=numbers.business_days(row.days, locale),
    )


_SAID = {
    "on_track_past": _on_track_past,
    "on_track_near": _on_track_near,
    "done_awaited": _done_awaited,
    "done_bare": _done_bare,
    "moved_often": _moved_often,
    "blocker_silent": _blocker_silent,
}
