"""Where each thing that lacks is mended, by who reads: who edits the plan mends it; the Bureau
asks; the others go and see."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from tracker.queries.directory import UnitRow
from tracker.queries.plan_view import PlanView
from tracker.queries.quality import Lack
from tracker.web.access import may


@dataclass(frozen=True, slots=True)
class Door:
    """What to do, and the address where that is done."""

    todo: str
    url: str


def door(view: PlanView, one: Lack, unit: UnitRow | None) -> Door:
    """The place to mend `one`, or to see it where its reader may not."""
    if one.what in {"silent", "contradiction"}:
        return _asking(view, one, unit)
    if one.what == "no_contact" and unit is not None:
        if may("units:manage"):
            return Door(_("Nommer un répondant"), url_for("units.contacts_page", code=unit.code))
        return Door(_("Voir l’unité"), url_for("units.page", code=unit.code))
    if not may("plan:edit"):
        return _seeing(view, one)
    if one.what == "translation":
        todo = _("Traduire") if one.sort == "missing" else _("Revoir la traduction")
        return Door(todo, _edit(view, one))
    if one.milestone_id is not None:
        return Door(_("Dire qui s’engage"), f"/milestones/{one.milestone_id}/shares")
    return Door(_("Désigner qui le porte"), _edit(view, one))


def _asking(view: PlanView, one: Lack, unit: UnitRow | None) -> Door:
    if one.sort == "blocker_silent" and unit is not None:
        return Door(_("Voir l’unité"), url_for("units.page", code=unit.code))
    if not may("question:ask"):
        return _seeing(view, one)
    alone = one.what == "silent" and unit and view.directory.recipient_of(unit.id) is None
    if alone and may("units:manage"):
        return Door(_("Nommer un répondant"), url_for("units.contacts_page", code=unit.code))
    todo = _("Demander ce qui le montre") if one.sort == "done_bare" else _("Poser une question")
    return Door(todo, url_for("questions.new", commitment=one.commitment_id))


def _seeing(view: PlanView, one: Lack) -> Door:
    if one.milestone_id is not None:
        url = url_for("milestones.page", milestone_id=one.milestone_id)
        return Door(_("Voir le jalon"), url)
    if one.dossier_id is not None:
        code = view.dossier_by_id[one.dossier_id].code
        return Door(_("Voir le dossier"), url_for("dossiers.page", code=code))
    return Door(_("Voir le plan"), url_for("plan.page", plan_id=view.plan.id))


def _edit(view: PlanView, one: Lack) -> str:
    """The form that holds the title."""
    if one.milestone_id is not None:
        return f"/milestones/{one.milestone_id}/edit"
    plan = f"/plan/{view.plan.id}"
    return f"{plan}/dossiers/{one.dossier_id}/edit" if one.dossier_id else f"{plan}/edit"
