"""Whether the reader has something to look for among the reviews: the Bureau, or who is invited."""

from flask import current_app
from flask_login import current_user
from sqlalchemy import select

from tracker.domain.reviews import Review, ReviewGuest
from tracker.extensions import db
from tracker.web import reading

_BUREAU = frozenset({"director", "coordinator", "administrator"})


def sees_reviews() -> bool:
    """The Bureau does; of the others, who is invited to one of the current plan. One statement
    where something changed, for the others only."""
    view = reading.view()
    if view.plan is None or view.plan.state == "draft":
        return False
    if current_user.role in _BUREAU:
        return True
    plan_id = view.plan.id
    guests = current_app.extensions["memo"].get(
        ("review guests", view.revision, plan_id), lambda: _guests(plan_id)
    )
    return current_user.id in guests


def _guests(plan_id: int) -> frozenset[int]:
    statement = select(ReviewGuest.person_id).join(Review, Review.id == ReviewGuest.review_id)
    return frozenset(db.session.scalars(statement.where(Review.plan_id == plan_id)))
