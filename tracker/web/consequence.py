"""What a new date would mean, said before the answer is sent."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from tracker.domain.standing import due
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.wording import dates, states
from tracker.wording.spelled import capitalised


@dataclass(frozen=True)
class Consequence:
    """« Vendredi 3 juin 2016 », « 2e report, +34 jours ouvrables », « sur l’échéance… »."""

    day: str
    slip: str
    tail: str
    late: bool


def consequence(
    row: CommitmentRow, seen: PlanView, new_due: date | None, locale: str
) -> Consequence | None:
    """What moving `row` to `new_due` does; None where there is nothing to say of it yet.

    `row`: the commitment without the answer that this one would correct.
    """
    if new_due is None or new_due < seen.today or new_due == due(row):
        return None
    day = capitalised(dates.weekday_date(new_due, locale))
    moved = seen.calendar.between(row.first_baseline, new_due)
    count = row.postponements + (new_due > due(row))
    slip = states.slippage(count, moved, locale) or _("à l’échéance de départ")
    tail = _("sur l’échéance de départ.") if moved else ""
    if new_due > row.plan_ends_on:
        tail = _("sur l’échéance de départ, après la fin du plan.")
    return Consequence(day, slip, tail, moved > 0)
