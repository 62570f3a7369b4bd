"""Decisions as they are read back: what, who, by when, how long they were awaited."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from tracker.domain.decisions import Decision
from tracker.domain.people import Person
from tracker.domain.reviews import Review


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision. `owner`: the person who owns it; None where a unit does, whose name is in the
    directory. `review_number`: of the review in which it was taken, if any."""

    id: int
    number: int
    review_id: int | None
    review_number: int | None
    dossier_id: int | None
    milestone_id: int | None
    text: str
    owner_id: int | None
    owner: str | None
    owner_unit_id: int | None
    due: date
    waited_since: date
    taken_on: date
    taken_at: datetime
    taken_by: str
    taken_by_id: int | None
    version: int
    outcome: str | None
    closed_on: date | None
    closed_at: datetime | None
    closed_by: str | None
    closed_words: str

    @property
    def is_open(self) -> bool:
        """Neither carried out nor given up."""
        return self.outcome is None


def open_decisions(session: Session, plan_id: int) -> list[DecisionRow]:
    """Open decisions of a plan, the first due first. One statement."""
    return _read(session, Decision.plan_id == plan_id, Decision.outcome.is_(None))


def decisions_since(session: Session, plan_id: int, day: date) -> list[DecisionRow]:
    """Decisions of a plan that are open, or were taken or closed on `day` or later. One
    statement."""
    lately = or_(Decision.outcome.is_(None), Decision.taken_on >= day, Decision.closed_on >= day)
    return _read(session, Decision.plan_id == plan_id, lately)


def decisions_of_review(session: Session, review_id: int) -> list[DecisionRow]:
    """What was decided in a review. One statement."""
    return _read(session, Decision.review_id == review_id)


def read_decision(session: Session, decision_id: int) -> DecisionRow | None:
    """One decision. One statement."""
    found = _read(session, Decision.id == decision_id)
    return found[0] if found else None


def _read(session: Session, *where: ColumnElement[bool]) -> list[DecisionRow]:
    return [DecisionRow(*row) for row in session.execute(_decisions().where(*where))]


def _decisions() -> Select:
    return (
        select(
            Decision.id,
            Decision.number,
            Decision.review_id,
            Review.number,
            Decision.dossier_id,
            Decision.milestone_id,
            Decision.text,
            Decision.owner_id,
            Person.name,
            Decision.owner_unit_id,
            Decision.due,
            Decision.waited_since,
            Decision.taken_on,
            Decision.taken_at,
            Decision.taken_by,
            Decision.taken_by_id,
            Decision.version,
            Decision.outcome,
            Decision.closed_on,
            Decision.closed_at,
            Decision.closed_by,
            Decision.closed_words,
        )
        .outerjoin(Review, Review.id == Decision.review_id)
        .outerjoin(Person, Person.id == Decision.owner_id)
        .order_by(Decision.due, Decision.number)
    )
