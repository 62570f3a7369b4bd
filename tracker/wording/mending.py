"""« À mettre en ordre » in words: what is wrong with one thing, on a page as in a mail."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from tracker import clock
from tracker.queries import raisings
from tracker.queries.plan_view import PlanView
from tracker.queries.to_mend import ToMend
from tracker.wording import dates, returns


def wrong(view: PlanView, one: ToMend, zone: ZoneInfo) -> str:
    """What is wrong, told beside the name of whom or of what it is about, since the day at
    `zone`."""
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
        return _of_person(view, one, zone)
    return _("sans répondant : aucun courriel ne part pour elle")


def _of_person(view: PlanView, one: ToMend, zone: ZoneInfo) -> str:
    person = view.directory.people[one.person_id or 0]
    if one.kind == "left":
        return _("n’est plus en fonction, et reste inscrit pour %(unit)s", unit=_unit(view, one))
    if one.kind == "away_alone":
        return _(
            "en absence sans remplacement; personne d’autre ne répond pour %(unit)s",
            unit=_unit(view, one),
        )
    if one.kind == "opted_out":
        return _(
            "a demandé le %(day)s de ne plus recevoir de relances pour %(unit)s; elles partent "
            "encore",
            day=_day(view, person.opted_out_at, zone),
            unit=_unit(view, one),
        )
    return _(
        "adresse suspendue (%(address)s) depuis le %(day)s : %(why)s",
        address=person.email,
        day=_day(view, person.suspended_at, zone),
        why=returns.why(person.suspended_reason),
    )


def _day(view: PlanView, at: datetime | None, zone: ZoneInfo) -> str:
    locale = get_locale()
    day = clock.local_day(at, zone) if at else view.today
    return dates.short_date(day, locale.language if locale else "fr", view.today)


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
