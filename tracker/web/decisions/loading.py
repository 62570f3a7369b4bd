"""Loading a decision, and judging who may read, correct or close it."""

from flask import abort
from flask_login import current_user
from sqlalchemy import select

from tracker.domain.decisions import Decision
from tracker.domain.reviews import ReviewGuest
from tracker.extensions import db
from tracker.queries.decisions import DecisionRow, read_decision
from tracker.queries.plan_rows import PlanRow
from tracker.web import reading
from tracker.web.access import may
from tracker.web.invited import sees_all


def plan_in_force() -> PlanRow:
    """The approved plan, of which decisions are taken; 404 where there is none."""
    plan = reading.view().plan
    if plan is None or plan.state == "draft":
        abort(404)
    return plan


def owns(row: DecisionRow) -> bool:
    """Whether the reader carries it out, or answers for the unit that does."""
    if row.owner_id is not None:
        return row.owner_id == current_user.id
    return reading.view().directory.living(row.owner_unit_id) in current_user.unit_ids


def decision_to_read(decision_id: int) -> DecisionRow:
    """A decision of the current plan; 404 for a stranger: somebody who neither owns it nor was
    invited to the review in which it was taken."""
    row = read_decision(db.session, decision_id) or abort(404)
    if decision_plan(decision_id) != plan_in_force().id:
        abort(404)
    if not (sees_all() or owns(row) or _invited(row.review_id)):
        abort(404)
    return row


def may_close(row: DecisionRow) -> bool:
    """Its owner, or who runs reviews, while it is open."""
    return row.is_open and (owns(row) or may("review:run"))


def held(decision_id: int) -> Decision:
    """The decision itself, locked."""
    found = db.session.get(Decision, decision_id, with_for_update=True, populate_existing=True)
    return found or abort(404)


def decision_plan(decision_id: int) -> int | None:
    return db.session.scalar(select(Decision.plan_id).where(Decision.id == decision_id))


def _invited(review_id: int | None) -> bool:
    if review_id is None:
        return False
    return db.session.get(ReviewGuest, (review_id, current_user.id)) is not None
