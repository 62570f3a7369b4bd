"""Decisions as they are read back: what, who, by when, how long they were awaited."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.decisions import Decision, calls_for_mail
from tracker.domain.messages import ACCEPTED, Message
from tracker.domain.people import Contact, Person
from tracker.domain.reviews import Review


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision. `owner`: the person who owns it; None where a unit does, whose name is in the
    directory. `review_number`: of the review in which it was taken, if any. `told`: of an open one
    read with its plan, when the last weekly mail of each who may carry it out left."""

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
    tell_since: datetime
    version: int
    outcome: str | None
    closed_on: date | None
    closed_at: datetime | None
    closed_by: str | None
    closed_words: str
    told: Mapping[int, datetime] = field(default_factory=dict, compare=False)

    @property
    def is_open(self) -> bool:
        """Neither carried out nor given up."""
        return self.outcome is None

    def calls(self, person_id: int, *, overdue: bool) -> bool:
        """Whether it makes a mail go to `person_id`, who is written to for it."""
        return calls_for_mail(self.tell_since, self.told.get(person_id), overdue=overdue)


def open_decisions(session: Session, plan_id: int) -> list[DecisionRow]:
    """Open decisions of a plan, the first due first, with who was told of theirs by the weekly
    mail. One statement."""
    found: dict[int, DecisionRow] = {}
    told: dict[int, dict[int, datetime]] = {}
    for *columns, person_id, at in session.execute(_open_and_told(), {"plan_id": plan_id}):
        row = found.setdefault(columns[0], DecisionRow(*columns))
        if at is not None:
            told.setdefault(row.id, {})[person_id] = at
    return [replace(row, told=told.get(row.id, {})) for row in found.values()]


def all_decisions(session: Session, plan_id: int) -> list[DecisionRow]:
    """Every decision of a plan, the first due first. One statement."""
    return _read(session, Decision.plan_id == plan_id)


def decisions_since(session: Session, plan_id: int, day: date) -> list[DecisionRow]:
    """Decisions of a plan that are open, or were taken or closed on `day` or later. One
    statement."""
    lately = or_(Decision.outcome.is_(None), Decision.taken_on >= day, Decision.closed_on >= day)
    return _read(session, Decision.plan_id == plan_id, lately)


def carried_into(session: Session, plan_id: int, begun_at: datetime | None) -> list[DecisionRow]:
    """Decisions taken before a review that were open when it began, or are now where it did not
    (None): the first due first. One statement."""
    if begun_at is None:
        return _read(session, Decision.plan_id == plan_id, Decision.outcome.is_(None))
    still = or_(Decision.outcome.is_(None), Decision.closed_at >= begun_at)
    return _read(session, Decision.plan_id == plan_id, Decision.taken_at < begun_at, still)


def decisions_of_review(session: Session, review_id: int) -> list[DecisionRow]:
    """What was decided in a review. One statement."""
    return _read(session, Decision.review_id == review_id)


def read_decision(session: Session, decision_id: int) -> DecisionRow | None:
    """One decision. One statement."""
    found = _read(session, Decision.id == decision_id)
    return found[0] if found else None


@cache
def _open_and_told() -> Select:
    """One row for each person who may be written to for an open decision: its owner, or the
    contacts of the unit that owns it."""
    table = Decision
    for_whom = (
        select(
            table.id.label("decision_id"),
            func.coalesce(table.owner_id, Contact.person_id).label("person_id"),
        )
        .outerjoin(Contact, Contact.unit_id == table.owner_unit_id)
        .where(table.plan_id == bindparam("plan_id"), table.outcome.is_(None))
        .cte("for_whom")
    )
    last = (
        select(
            Message.person_id,
            func.max(func.coalesce(Message.data_started_at, Message.sent_at)).label("at"),
        )
        .where(
            Message.person_id.in_(select(for_whom.c.person_id)),
            Message.kind == "weekly",
            Message.state.in_(ACCEPTED),
            Message.bounced_at.is_(None),
        )
        .group_by(Message.person_id)
        .subquery()
    )
    return (
        _decisions()
        .add_columns(for_whom.c.person_id, last.c.at)
        .join(for_whom, for_whom.c.decision_id == table.id)
        .outerjoin(last, last.c.person_id == for_whom.c.person_id)
    )


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
            Decision.tell_since,
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
