"""The agenda of a review, made from the plan of this request."""

from tracker.extensions import db
from tracker.queries.agenda import DossierAgenda, agenda, director_of, falls_since, read_levels
from tracker.queries.plan_view import PlanView
from tracker.queries.reviews import ReviewRow, last_ended


def agenda_of(view: PlanView, review: ReviewRow) -> list[DossierAgenda]:
    """What is to be spoken of; confidence is compared with the review before. Two statements."""
    since = last_ended(db.session, review.plan_id, review.begun_at)
    fallen = falls_since(read_levels(db.session, review.plan_id), since)
    return agenda(view, fallen, director_of(view))
