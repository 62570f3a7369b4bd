"""Loading a review, and judging who may read or run it."""

from flask import abort
from flask_login import current_user

from tracker.domain.reviews import Review
from tracker.extensions import db
from tracker.queries.plan_rows import PlanRow
from tracker.queries.reviews import GuestRow, ReviewRow, guests_of, read_review
from tracker.web import reading
from tracker.web.invited import sees_all


def plan_in_force() -> PlanRow:
    """The approved plan, of which reviews are held; 404 where there is none."""
    plan = reading.view().plan
    if plan is None or plan.state == "draft":
        abort(404)
    return plan


def review_to_read(review_id: int) -> tuple[ReviewRow, list[GuestRow]]:
    """A review of the current plan and who is invited; 404 for a stranger."""
    row = review_to_run(review_id)
    guests = guests_of(db.session, review_id)
    if not sees_all() and current_user.id not in {one.id for one in guests}:
        abort(404)
    return row, guests


def review_to_run(review_id: int) -> ReviewRow:
    """A review of the current plan, for who may see every one of them."""
    row = read_review(db.session, review_id) or abort(404)
    if row.plan_id != plan_in_force().id:
        abort(404)
    return row


def held(review_id: int) -> Review:
    """The review itself, locked; 404 where there is none in the current plan."""
    found = db.session.get(Review, review_id, with_for_update=True, populate_existing=True)
    if found is None or found.plan_id != plan_in_force().id:
        abort(404)
    return found
