"""What a closed day does: the relance that it moves, the due dates that fall on it."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.schedule import Schedule
from tracker.domain.slots import nominal_day, slot_of_week
from tracker.domain.standing import due
from tracker.queries.plan_view import PlanView
from tracker.web.schedule.coming import Teller

_OVER = frozenset({"done", "withdrawn", "no_lead", "proposed"})


def effects(day: date, view: PlanView, schedule: Schedule | None, teller: Teller) -> list[str]:
    """Sentences about `day`, closed. None of them about what is past.

    `schedule`: that of the plan in force, if there is one.
    """
    if day.weekday() >= 5:
        return [_("Fin de semaine : déjà fermé.")]
    if day < view.today or schedule is None:
        return []
    told = [_moved(day, schedule, teller), _due(day, view, teller)]
    return [sentence for sentence in told if sentence]


def _moved(day: date, schedule: Schedule, teller: Teller) -> str:
    nominal = nominal_day(day, schedule.weekday)
    calendar = schedule.calendar.closed_besides([day])
    slot = slot_of_week(nominal, schedule.wall, schedule.zone, calendar)
    if schedule.named is not None and nominal <= schedule.named:
        return ""
    if slot.day is None:
        return _("Semaine du %(day)s : aucune relance.", day=teller.day(nominal))
    if day < slot.day:
        return _(
            "Déplace la relance du %(day)s au %(moved)s.",
            day=teller.day(nominal),
            moved=teller.day(slot.day),
        )
    return ""


def _due(day: date, view: PlanView, teller: Teller) -> str:
    count = sum(
        1 for row in view.commitments if due(row) == day and view.standing(row) not in _OVER
    )
    if not count:
        return ""
    counts_for = view.calendar.closed_besides([day]).next_open(day)
    return ngettext(
        "%(num)s échéance de ce jour compte pour le %(day)s.",
        "%(num)s échéances de ce jour comptent pour le %(day)s.",
        count,
        day=teller.day(counts_for),
    )
