"""« À mettre en ordre » as the pages show it: what is wrong, and the place to mend it."""

from dataclasses import dataclass

from flask import g, url_for
from flask_babel import gettext as _

from tracker.queries.plan_view import PlanView
from tracker.queries.to_mend import ToMend, to_mend
from tracker.web import reading
from tracker.wording import mending, naming
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
    about, todo, url = _where(view, one)
    return MendLine(about, mending.wrong(view, one, reading.settings().timezone), todo, url)


def _where(view: PlanView, one: ToMend) -> tuple[Name, str, str]:
    """What or who it is about, what to do, and the address where that is done."""
    if one.kind == "raising":
        return Name(_("Porter à l’attention")), _("Décider"), "/reminders/raising"
    if one.milestone_id is not None:
        title = naming.milestone_title(view.milestones[one.milestone_id], g.locale)
        return title, _("Dire qui s’engage"), f"/milestones/{one.milestone_id}/shares"
    if one.dossier_id is not None:
        title = naming.dossier_title(view.dossier_by_id[one.dossier_id], g.locale)
        plan_id = view.plan.id if view.plan else 0
        return title, _("Désigner qui le porte"), f"/plan/{plan_id}/dossiers/{one.dossier_id}/edit"
    unit = view.directory.units.get(one.unit_id or 0)
    if one.person_id is None:
        url = url_for("units.contacts_page", code=unit.code)
        return naming.unit_name(unit, g.locale), _("Nommer un répondant"), url
    person = view.directory.people[one.person_id]
    if one.kind == "left":
        url = url_for("units.contacts_page", code=unit.code)
        return Name(person.name), _("Revoir qui répond"), url
    todo = {
        "away_alone": _("Nommer un remplacement"),
        "opted_out": _("Nommer quelqu’un d’autre"),
    }.get(one.kind, _("Corriger l’adresse"))
    return Name(person.name), todo, f"/people/{person.id}"
