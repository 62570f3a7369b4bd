"""Review meetings as they are read: when, who is invited, what was written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Change
from tracker.domain.people import Person
from tracker.domain.reviews import Review, ReviewGuest, ReviewMinutes, ReviewNote, state_of

#: What makes a new version of the meeting in a calendar.
_SHOWN = ("held_on", "starts_at", "minutes_long", "place")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review; its day and hour are the Bureau's."""

    id: int
    plan_id: int
    number: int
    held_on: date
    starts_at: time
    minutes_long: int
    place: str
    made_at: datetime
    begun_at: datetime | None
    begun_by: str | None
    ended_at: datetime | None
    ended_by: str | None
    cancelled_at: datetime | None
    cancelled_by: str | None
    cancelled_reason: str | None

    @property
    def state(self) -> str:
        """planned, in_session, ended or cancelled."""
        return state_of(self.begun_at, self.ended_at, self.cancelled_at)

    @property
    def ends_at(self) -> time:
        """The hour at which it is to end."""
        start = datetime.combine(self.held_on, self.starts_at)
        return (start + timedelta(minutes=self.minutes_long)).time()


@dataclass(frozen=True, slots=True)
class GuestRow:
    """Somebody invited."""

    id: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What is written down of a dossier, or in general (`dossier_id` None)."""

    dossier_id: int | None
    text: str
    version: int
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class Edition:
    """How many times the meeting was changed for calendars, and when last."""

    number: int
    at: datetime


def reviews_of(session: Session, plan_id: int, guest_id: int | None = None) -> list[ReviewRow]:
    """The reviews of a plan, the latest day first; those to which `guest_id` is invited, where one
    is given. One statement."""
    where: list[ColumnElement[bool]] = [Review.plan_id == plan_id]
    if guest_id is not None:
        invited = select(ReviewGuest.review_id).where(ReviewGuest.person_id == guest_id)
        where.append(Review.id.in_(invited))
    order = (Review.held_on.desc(), Review.starts_at.desc(), Review.id.desc())
    return [ReviewRow(*row) for row in session.execute(_reviews().where(*where).order_by(*order))]


def read_review(session: Session, review_id: int) -> ReviewRow | None:
    """One review. One statement."""
    row = session.execute(_reviews().where(Review.id == review_id)).one_or_none()
    return ReviewRow(*row) if row else None


def last_ended(session: Session, plan_id: int, before: datetime | None) -> datetime | None:
    """When the review before the instant `before` (now, where None) ended. One statement."""
    where = [Review.plan_id == plan_id, Review.ended_at.is_not(None)]
    if before is not None:
        where.append(Review.ended_at < before)
    return session.scalar(select(func.max(Review.ended_at)).where(*where))


def guests_of(session: Session, review_id: int) -> list[GuestRow]:
    """Who is invited, by name. One statement."""
    rows = session.execute(
        select(Person.id, Person.name, Person.title)
        .join(ReviewGuest, ReviewGuest.person_id == Person.id)
        .where(ReviewGuest.review_id == review_id)
        .order_by(Person.name, Person.id)
    )
    return [GuestRow(*row) for row in rows]


def notes_of(session: Session, review_id: int) -> Mapping[int | None, NoteRow]:
    """What is written down, by dossier (None: in general). One statement."""
    rows = session.execute(
        select(
            ReviewNote.dossier_id,
            ReviewNote.text,
            ReviewNote.version,
            ReviewNote.written_at,
            ReviewNote.written_by,
        ).where(ReviewNote.review_id == review_id)
    )
    return {row.dossier_id: NoteRow(*row) for row in rows}


def edition_of(session: Session, row: ReviewRow) -> Edition:
    """The version of the meeting that a calendar is given. One statement."""
    count, at = session.execute(
        select(func.count(func.distinct(Change.at)), func.max(Change.at)).where(
            Change.object_kind == "review",
            Change.object_id == row.id,
            (Change.what == "cancelled") | ((Change.what == "changed") & Change.field.in_(_SHOWN)),
        )
    ).one()
    return Edition(count, at or row.made_at)


def minutes_text(session: Session, review_id: int) -> str | None:
    """The minutes of a review that has ended, JSON. One statement."""
    return session.scalar(select(ReviewMinutes.content).where(ReviewMinutes.review_id == review_id))


def _reviews():
    return select(
        Review.id,
        Review.plan_id,
        Review.number,
        Review.held_on,
        Review.starts_at,
        Review.minutes_long,
        Review.place,
        Review.made_at,
        Review.begun_at,
        Review.begun_by,
        Review.ended_at,
        Review.ended_by,
        Review.cancelled_at,
        Review.cancelled_by,
        Review.cancelled_reason,
    )
