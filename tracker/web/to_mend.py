"""« À mettre en ordre » as the pages show it: what is wrong, and the place to mend it."""

from dataclasses import dataclass

from flask import g, url_for
from flask_babel import gettext as _

from tracker.queries.plan_view import PlanView
from tracker.queries.to_mend import ToMend, to_mend
from tracker.wording import naming
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class MendLine:
    """What or who, what is wrong with it, what to do and where."""

    about: Name
    wrong: str
    todo: str
    url: str


def mend_lines(view: PlanView) -> list[MendLine]:
    """What the coordination has to mend today, most hindering first. No statement."""
    return [_line(view, one) for one in to_mend(view)]


def _line(view: PlanView, one: ToMend) -> MendLine:
    if one.milestone_id is not None:
        return _milestone_line(view, one)
    if one.dossier_id is not None:
        return _dossier_line(view, one.dossier_id)
    if one.person_id is not None:
        return _person_line(view, one)
    unit = view.directory.units[one.unit_id or 0]
    return MendLine(
        naming.unit_name(unit, g.locale),
        _("sans répondant : aucun courriel ne part pour elle"),
        _("Nommer un répondant"),
        url_for("units.contacts_page", code=unit.code),
    )


def _person_line(view: PlanView, one: ToMend) -> MendLine:
    person = view.directory.people[one.person_id or 0]
    unit = view.directory.units.get(one.unit_id or 0)
    about, page = Name(person.name), f"/people/{person.id}"
    of = unit.name if unit else ""
    if one.kind == "left" and unit is not None:
        url = url_for("units.contacts_page", code=unit.code)
        wrong = _("n’est plus en fonction, et reste inscrit pour %(unit)s", unit=of)
        return MendLine(about, wrong, _("Revoir qui répond"), url)
    if one.kind == "away_alone":
        wrong = _("en absence sans remplacement; personne d’autre ne répond pour %(unit)s", unit=of)
        return MendLine(about, wrong, _("Nommer un remplacement"), page)
    wrong = _(
        "adresse suspendue (%(address)s) : %(why)s",
        address=person.email,
        why=person.suspended_reason or "",
    )
    return MendLine(about, wrong, _("Corriger l’adresse"), page)


def _milestone_line(view: PlanView, one: ToMend) -> MendLine:
    milestone = view.milestones[one.milestone_id or 0]
    unit = view.directory.units.get(one.unit_id or 0)
    wrong = {
        "no_lead": _("%(code)s · jalon sans unité porteuse", code=milestone.code),
        "no_commitment": _("%(code)s · jalon sans engagement", code=milestone.code),
        "merged_holds": _(
            "%(code)s · tenu par une unité fusionnée : %(unit)s",
            code=milestone.code,
            unit=unit.name if unit else "",
        ),
    }[one.kind]
    return MendLine(
        naming.milestone_title(milestone, g.locale),
        wrong,
        _("Dire qui s’engage"),
        f"/milestones/{milestone.id}/shares",
    )


def _dossier_line(view: PlanView, dossier_id: int) -> MendLine:
    dossier = view.dossier_by_id[dossier_id]
    plan_id = view.plan.id if view.plan else 0
    return MendLine(
        naming.dossier_title(dossier, g.locale),
        _("%(code)s · porteur à désigner", code=dossier.code),
        _("Désigner qui le porte"),
        f"/plan/{plan_id}/dossiers/{dossier.id}/edit",
    )
