"""« À mettre en ordre » in words: what is wrong with one thing, on a page as in a mail."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries import raisings
from tracker.queries.plan_view import PlanView
from tracker.queries.to_mend import ToMend


def wrong(view: PlanView, one: ToMend) -> str:
    """What is wrong, told beside the name of whom or of what it is about."""
    if one.kind == "raising":
        return ngettext(
            "%(num)s jalon en retard, annoncé à son unité, attend votre décision",
            "%(num)s jalons en retard, annoncés à leur unité, attendent votre décision",
            len(raisings.to_decide(view)),
        )
    if one.milestone_id is not None:
        return _of_milestone(view, one)
    if one.dossier_id is not None:
        return _("%(code)s · porteur à désigner", code=view.dossier_by_id[one.dossier_id].code)
    if one.person_id is not None:
        return _of_person(view, one)
    return _("sans répondant : aucun courriel ne part pour elle")


def _of_person(view: PlanView, one: ToMend) -> str:
    person = view.directory.people[one.person_id or 0]
    if one.kind == "left":
        return _("n’est plus en fonction, et reste inscrit pour %(unit)s", unit=_unit(view, one))
    if one.kind == "away_alone":
        return _(
            "en absence sans remplacement; personne d’autre ne répond pour %(unit)s",
            unit=_unit(view, one),
        )
    return _(
        "adresse suspendue (%(address)s) : %(why)s",
        address=person.email,
        why=person.suspended_reason or "",
    )


def _of_milestone(view: PlanView, one: ToMend) -> str:
    code = view.milestones[one.milestone_id or 0].code
    if one.kind == "merged_holds":
        unit = _unit(view, one)
        return _("%(code)s · tenu par une unité fusionnée : %(unit)s", code=code, unit=unit)
    if one.kind == "no_lead":
        return _("%(code)s · jalon sans unité porteuse", code=code)
    return _("%(code)s · jalon sans engagement", code=code)


def _unit(view: PlanView, one: ToMend) -> str:
    unit = view.directory.units.get(one.unit_id or 0)
    return unit.name if unit else ""
