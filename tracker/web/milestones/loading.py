"""Loading a milestone and judging who may see or change it, in one step."""

from flask import abort
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from tracker.domain import shares
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan
from tracker.extensions import db
from tracker.queries.changes import ChangeRow
from tracker.queries.plan_rows import MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.access import may

#: Roles that see every milestone, and ask for no correction unless their unit leads it.
_ONLY_SEE = frozenset({"director", "reader"})
#: Fields of a milestone's history that its shares page changes.
OF_SHARES = frozenset({"lead", "contributor"})


def milestone_to_read(milestone_id: int) -> tuple[PlanView, MilestoneRow]:
    """The milestone and its plan: the current plan's for everybody, any other plan's for who
    edits or approves it. Stops with 404."""
    view = reading.view()
    if milestone_id in view.milestones:
        return view, view.milestones[milestone_id]
    if not (may("plan:edit") or may("plan:approve")):
        abort(404)
    plan_id = db.session.scalar(select(Milestone.plan_id).where(Milestone.id == milestone_id))
    view = reading.view_of(plan_id or abort(404))
    return view, view.milestones[milestone_id]


def milestone_to_edit(milestone_id: int) -> tuple[PlanView, MilestoneRow]:
    """The same, where it may still be changed; 409 in a plan that is closed."""
    view, milestone = milestone_to_read(milestone_id)
    open_to_changes(view.plan)
    return view, milestone


def hold(milestone_id: int) -> tuple[Milestone, ActionPlan]:
    """The milestone with its commitments, held until the transaction ends, and its plan."""
    milestone = shares.held(db.session, milestone_id) or abort(404)
    plan = db.session.get_one(ActionPlan, milestone.plan_id)
    open_to_changes(plan)
    return milestone, plan


def open_to_changes(plan) -> None:
    """Stops with 409 for a plan that is closed: what it says stays as it was."""
    if plan.state == "closed":
        abort(409, _("Ce plan est clos : ses jalons restent comme ils étaient."))


def may_ask_correction(view: PlanView, milestone: MilestoneRow) -> bool:
    """Whether who is signed in may ask for another baseline: the unit that leads it, or the
    coordination; in an approved plan, of a milestone that is followed."""
    lead = view.lead_of(milestone.id)
    own = lead is not None and lead.unit_id in current_user.unit_ids
    followed = view.plan is not None and view.plan.state == "approved" and not milestone.withdrawn
    return followed and (own or may("plan:edit"))


def judge_correction(view: PlanView, milestone: MilestoneRow) -> None:
    """Stops with 404 for a stranger to the milestone's baseline, 403 for a role that only sees."""
    lead = view.lead_of(milestone.id)
    own = lead is not None and lead.unit_id in current_user.unit_ids
    if own or may("plan:edit"):
        return
    abort(403 if current_user.role in _ONLY_SEE else 404)


def of_shares(news: list[ChangeRow]) -> list[ChangeRow]:
    """Of what changed meanwhile, who leads and who contributes, and the milestone as a whole."""
    return [row for row in news if not row.field or row.field in OF_SHARES]


def of_milestone(news: list[ChangeRow]) -> list[ChangeRow]:
    """Of what changed meanwhile, everything but who leads and who contributes."""
    return [row for row in news if row.field not in OF_SHARES]
