"""Milestones as a whole: how one stands, when it is due, what comes first. Pure, of a PlanView."""

from collections.abc import Iterable
from datetime import date

from tracker.domain.standing import due
from tracker.queries.plan_rows import MilestoneRow
from tracker.queries.plan_view import PlanView


def milestone_word(view: PlanView, milestone: MilestoneRow) -> str:
    """The tag of a milestone: its lead's, or why it has none."""
    lead = view.lead_of(milestone.id)
    if lead is not None:
        return view.word(lead)
    if view.plan is not None and view.plan.state == "draft":
        return "proposed"
    closed = view.plan is not None and view.plan.state == "closed"
    return "withdrawn" if closed or milestone.withdrawn else "no_lead"


def is_done(view: PlanView, milestone: MilestoneRow) -> bool:
    """Whether its lead said so."""
    lead = view.lead_of(milestone.id)
    return lead is not None and lead.answer == "done" and not milestone.withdrawn


def milestone_due(view: PlanView, milestone: MilestoneRow) -> date:
    """The day it was done, else the lead's due date, else its baseline."""
    lead = view.lead_of(milestone.id)
    if lead is None:
        return milestone.baseline_due
    return lead.done_on if lead.answer == "done" and lead.done_on else due(lead)


def first_baseline(view: PlanView, milestone: MilestoneRow) -> date:
    """The date first promised, kept for good."""
    rows = view.by_milestone.get(milestone.id)
    return rows[0].first_baseline if rows else milestone.baseline_due


def contributions(view: PlanView, milestone: MilestoneRow) -> tuple[int, int]:
    """Contributions received and expected; the lead is not counted among them."""
    others = view.contributors(milestone.id)
    return sum(other.answer == "done" for other in others), len(others)


def next_due(view: PlanView, milestones: Iterable[MilestoneRow]) -> MilestoneRow | None:
    """The open milestone that is due first, today or later; else the one due the longest ago."""
    still = [row for row in milestones if not row.withdrawn and not is_done(view, row)]
    ahead = [row for row in still if milestone_due(view, row) >= view.today]
    return min(ahead or still, key=lambda row: milestone_due(view, row), default=None)
