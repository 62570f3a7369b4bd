"""Words for decisions: who carries one out, by when, how long it was awaited."""

from flask_babel import gettext as _

from tracker.domain.decisions import days_awaited
from tracker.queries.decisions import DecisionRow
from tracker.queries.plan_view import PlanView
from tracker.wording import dates, naming, numbers
from tracker.wording.naming import Name


def owner(view: PlanView, row: DecisionRow, locale: str) -> Name:
    """The person's name, or the unit's."""
    unit = view.directory.units.get(row.owner_unit_id or 0)
    return naming.unit_name(unit, locale) if unit else Name(row.owner or "")


def awaited(view: PlanView, row: DecisionRow, locale: str) -> str:
    """« décidée en 12 jours ouvrables »; empty where it was taken on the day it was asked for."""
    days = days_awaited(row.waited_since, row.taken_on, view.calendar)
    if not days:
        return ""
    return _("décidée en %(days)s", days=numbers.business_days(days, locale))


def stands(view: PlanView, row: DecisionRow, locale: str) -> str:
    """« Menée à bien le 4 mai », « Abandonnée le … », « En retard de 3 jours ouvrables »,
    « À mener d’ici le 4 mai »."""
    if row.outcome is not None and row.closed_on is not None:
        day = dates.short_date(row.closed_on, locale, view.today)
        if row.outcome == "done":
            return _("Menée à bien le %(day)s", day=day)
        return _("Abandonnée le %(day)s", day=day)
    if view.is_overdue(row):
        late = view.calendar.between(row.due, view.today)
        return _("En retard de %(days)s", days=numbers.business_days(late, locale))
    return _("À mener d’ici le %(day)s", day=dates.short_date(row.due, locale, view.today))


def reference(row: DecisionRow) -> str:
    """« Décision nº 12 »."""
    return _("Décision nº %(number)s", number=row.number)
