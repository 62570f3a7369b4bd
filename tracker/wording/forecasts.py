"""What past postponements come to, in words."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.forecasts import Own
from tracker.queries.plan_view import PlanView
from tracker.wording import numbers


def told(own: Own, locale: str) -> str:
    """« Les 7 reports passés de cette unité ont duré 18 jours ouvrables en médiane. »"""
    days = numbers.business_days(own.usual.days, locale)
    count = own.usual.count
    if own.whose == "unit":
        return ngettext(
            "Le %(num)s report passé de cette unité a duré %(days)s en médiane.",
            "Les %(num)s reports passés de cette unité ont duré %(days)s en médiane.",
            count,
            days=days,
        )
    return ngettext(
        "Le %(num)s report passé de ce dossier a duré %(days)s en médiane.",
        "Les %(num)s reports passés de ce dossier ont duré %(days)s en médiane.",
        count,
        days=days,
    )


def told_each(view: PlanView, owns: Mapping[int, Own | None], locale: str) -> tuple[str, ...]:
    """« Voirie : 18 jours ouvrables (7 reports) » for each unit that speaks for itself, and the
    dossier once where it speaks for others: by its code where there are several. `owns`: by
    milestone."""
    dossiers = {view.milestones[milestone_id].dossier_id for milestone_id in owns}
    said: dict[str, None] = {}
    for milestone_id, own in owns.items():
        lead = view.lead_of(milestone_id)
        if own is None or lead is None:
            continue
        if own.whose == "unit":
            who = view.directory.units[view.directory.living(lead.unit_id) or lead.unit_id].name
        elif len(dossiers) == 1:
            who = _("Le dossier")
        else:
            code = view.dossier_by_id[view.milestones[milestone_id].dossier_id].code
            who = _("Le dossier %(code)s", code=code)
        count = ngettext("%(num)s report", "%(num)s reports", own.usual.count)
        days = numbers.business_days(own.usual.days, locale)
        said[_("%(who)s : %(days)s (%(count)s)", who=who, days=days, count=count)] = None
    return tuple(said)
