"""Planning a review, moving it, cancelling it, running it, ending it."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.changes import Actor, note, revise
from tracker.domain.plans import ActionPlan
from tracker.domain.reviews import Review, ReviewGuest, ReviewMinutes, ReviewNote

#: What lies between two reviews, unless somebody chooses otherwise.
APART = timedelta(weeks=3)


class ReviewNotOpen(Exception):
    """The review is not in the state that this asks for: it began, ended or was cancelled."""


class OtherInSession(Exception):
    """Another review of the same plan is in session: one at a time."""


class NoteChanged(Exception):
    """Somebody else wrote the same minutes meanwhile."""


def next_day(held_on: date, calendar: BusinessCalendar) -> date:
    """The day proposed for the review after one held on `held_on`: the same weekday three weeks
    on, or the next open day."""
    return calendar.next_open(held_on + APART)


def plan_review(
    session: Session,
    actor: Actor,
    plan_id: int,
    *,
    held_on: date,
    starts_at: time,
    minutes_long: int,
    place: str,
    guests: Mapping[int, str],
) -> Review:
    """A review to come, numbered within its plan. `guests`: names by person. The caller commits."""
    session.get_one(ActionPlan, plan_id, with_for_update=True)
    last = session.scalar(select(func.max(Review.number)).where(Review.plan_id == plan_id))
    review = Review(
        plan_id=plan_id,
        number=(last or 0) + 1,
        held_on=held_on,
        starts_at=starts_at,
        minutes_long=minutes_long,
        place=place,
        made_at=actor.at,
        made_by=actor.name,
    )
    session.add(review)
    session.flush()
    session.add_all(ReviewGuest(review_id=review.id, person_id=one) for one in sorted(guests))
    note(session, "review", review.id, actor, "created", after=held_on)
    return review


def change_review(
    session: Session, review: Review, actor: Actor, values: Mapping[str, object]
) -> list[str]:
    """Move it or lengthen it; returns the fields that changed. The caller has locked it, and
    commits. Raises ReviewNotOpen once it began or was cancelled."""
    if review.state != "planned":
        raise ReviewNotOpen
    return revise(session, "review", review, actor, values)


def invite(
    session: Session,
    review_id: int,
    actor: Actor,
    wanted: Mapping[int, str],
    before: Mapping[int, str],
) -> tuple[list[int], list[int]]:
    """Make `wanted` the people invited, whose names are noted; `before`: those who were.

    Returns who is invited besides, and who no longer is. The caller commits.
    """
    added, gone = sorted(wanted.keys() - before.keys()), sorted(before.keys() - wanted.keys())
    for person_id in added:
        session.add(ReviewGuest(review_id=review_id, person_id=person_id))
        told = {"field": "guest", "after": wanted[person_id]}
        note(session, "review", review_id, actor, "added", **told)
    for person_id in gone:
        told = {"field": "guest", "before": before[person_id]}
        note(session, "review", review_id, actor, "removed", **told)
    if gone:
        session.execute(
            delete(ReviewGuest).where(
                ReviewGuest.review_id == review_id, ReviewGuest.person_id.in_(gone)
            )
        )
    return added, gone


def cancel_review(session: Session, review: Review, actor: Actor, reason: str) -> None:
    """It will not be held. The caller has locked it, and commits. Raises ReviewNotOpen."""
    if review.state != "planned":
        raise ReviewNotOpen
    review.cancelled_at, review.cancelled_by = actor.at, actor.name
    review.cancelled_reason = reason
    note(session, "review", review.id, actor, "cancelled", reason=reason)


def begin(session: Session, review: Review, actor: Actor) -> None:
    """Put it in session. The caller has locked it, and commits.

    Raises ReviewNotOpen where it began or was cancelled, OtherInSession where another is.
    """
    if review.state != "planned":
        raise ReviewNotOpen
    session.get_one(ActionPlan, review.plan_id, with_for_update=True)
    if in_session(session, review.plan_id) is not None:
        raise OtherInSession
    review.begun_at, review.begun_by = actor.at, actor.name
    note(session, "review", review.id, actor, "begun")


def in_session(session: Session, plan_id: int) -> int | None:
    """Id of the review of a plan that is in session, if one is."""
    return session.scalar(
        select(Review.id).where(
            Review.plan_id == plan_id, Review.begun_at.is_not(None), Review.ended_at.is_(None)
        )
    )


def end(session: Session, review: Review, actor: Actor, minutes: str) -> None:
    """End it and freeze its minutes, JSON. The caller has locked it, and commits.

    Raises ReviewNotOpen where it is not in session.
    """
    if review.state != "in_session":
        raise ReviewNotOpen
    review.ended_at, review.ended_by = actor.at, actor.name
    session.add(ReviewMinutes(review_id=review.id, made_at=actor.at, content=minutes))
    note(session, "review", review.id, actor, "ended")


def write_note(
    session: Session,
    review: Review,
    actor: Actor,
    dossier_id: int | None,
    text: str,
    seen: int,
) -> ReviewNote | None:
    """What is written down of a dossier, or in general (None). `seen`: the version that its
    writer had, 0 for none. None is returned where there is nothing to keep.

    The caller has locked the review, and commits. Raises ReviewNotOpen where it is not in
    session, NoteChanged where another version stands and says something else.
    """
    if review.state != "in_session":
        raise ReviewNotOpen
    kept = session.scalar(
        select(ReviewNote)
        .where(ReviewNote.review_id == review.id, _of(dossier_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if kept is None:
        if not text:
            return None
        kept = ReviewNote(review_id=review.id, dossier_id=dossier_id, version=0)
        session.add(kept)
    elif kept.text == text:
        return kept
    elif kept.version != seen:
        raise NoteChanged
    kept.text, kept.version = text, kept.version + 1
    kept.written_at, kept.written_by = actor.at, actor.name
    session.flush()
    return kept


def _of(dossier_id: int | None):
    column = ReviewNote.dossier_id
    return column.is_(None) if dossier_id is None else column == dossier_id
