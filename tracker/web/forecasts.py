"""The usual slip of a milestone's own history, for the pages that draw or tell it."""

from datetime import date

from tracker.extensions import db
from tracker.queries.forecasts import Own, Slips, past_moves, slips
from tracker.queries.milestone_facts import is_done, milestone_due
from tracker.queries.plan_rows import MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web import reading


def plan_slips(view: PlanView) -> Slips:
    """What past postponements come to. One statement where something changed since."""
    return reading.remembered(
        "slips", lambda: slips(past_moves(db.session), view.calendar, view.directory.living)
    )


def own_slip(view: PlanView, known: Slips, milestone: MilestoneRow) -> Own | None:
    """That of the lead unit of a milestone still open, else of its dossier."""
    lead = view.lead_of(milestone.id)
    if lead is None or milestone.withdrawn or is_done(view, milestone):
        return None
    if view.standing(lead) in {"proposed", "withdrawn"}:
        return None
    return known.of(view.directory.living(lead.unit_id), milestone.dossier_id)


def likely(view: PlanView, own: Own | None, milestone: MilestoneRow) -> tuple[date, date] | None:
    """The days to which one more postponement of the usual length would lead: from the date said,
    or from today where that date has passed. None where history says nothing."""
    if own is None:
        return None
    start = max(milestone_due(view, milestone), view.today)
    return start, view.calendar.add(start, own.usual.days)
