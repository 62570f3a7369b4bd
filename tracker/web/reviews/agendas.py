"""The agenda of a review, made from the plan of this request."""

from collections.abc import Sequence

from tracker.extensions import db
from tracker.queries.agenda import (
    DossierAgenda,
    Fall,
    agenda,
    director_of,
    falls_since,
    read_levels,
)
from tracker.queries.plan_rows import MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.queries.reviews import ReviewRow, last_ended
from tracker.web.contradictions import contradictions
from tracker.wording import agenda as words
from tracker.wording.agenda import AgendaWords


def falls(review: ReviewRow) -> list[Fall]:
    """Confidence that fell since the review before. Two statements."""
    since = last_ended(db.session, review.plan_id, review.begun_at)
    return falls_since(read_levels(db.session, review.plan_id), since)


def agenda_of(view: PlanView, fallen: Sequence[Fall], locale: str) -> list[DossierAgenda]:
    """The agenda, its contradictions in words of `locale`, which is the language in force."""

    def said(milestone: MilestoneRow) -> list[str]:
        return [one.text for one in contradictions(view, milestone, locale)]

    return agenda(view, said, fallen, director_of(view))


def told(view: PlanView, fallen: Sequence[Fall], locale: str) -> list[AgendaWords]:
    """The agenda in words."""
    return words.told(view, agenda_of(view, fallen, locale), locale)
