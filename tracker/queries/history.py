"""Everything that was ever said of a milestone: answers, dates promised, what was retired."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.people import Person
from tracker.domain.updates import Update
from tracker.queries.past_names import PastNames, read_past_names


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer as it was given. `owner_name`: to whom the mail's link was sent, if by a link."""

    id: int
    commitment_id: int
    unit_id: int
    answer: str
    said_at: datetime
    author_name: str
    way: str
    owner_name: str | None
    prior_due: date
    done_on: date | None
    new_due: date | None
    reason: str | None
    sentence: str
    link: str
    help_wanted: bool
    blocker_unit_id: int | None
    blocker_words: str
    corrects_id: int | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """A promised date; `seq` 0 is the first, frozen when the plan was approved."""

    seq: int
    due: date
    frozen_at: datetime
    by: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class RetiredRow:
    """The milestone withdrawn (ids None), or a unit released from it."""

    commitment_id: int | None
    unit_id: int | None
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    answers: tuple[AnswerRow, ...]
    baselines: tuple[BaselineRow, ...]
    retired: tuple[RetiredRow, ...]
    names: PastNames

    @property
    def corrected(self) -> dict[int, datetime]:
        """Ids of answers that another one corrects, and since when."""
        return {
            row.corrects_id: row.said_at
            for row in self.answers
            if row.corrects_id is not None and row.withdrawn_at is None
        }


def read_history(session: Session, milestone_id: int) -> History:
    """The whole history of a milestone, oldest first. Five statements, whatever its length."""
    return History(
        tuple(AnswerRow(*row) for row in session.execute(_answers(milestone_id))),
        tuple(BaselineRow(*row) for row in session.execute(_baselines(milestone_id))),
        _retired(session, milestone_id),
        read_past_names(session, milestone_id),
    )


def _answers(milestone_id: int):
    return (
        select(
            Update.id,
            Update.commitment_id,
            Commitment.unit_id,
            Update.answer,
            Update.said_at,
            Update.author_name,
            Update.way,
            Person.name,
            Update.prior_due,
            Update.done_on,
            Update.new_due,
            Update.reason,
            Update.sentence,
            Update.link,
            Update.help_wanted,
            Update.blocker_unit_id,
            Update.blocker_words,
            Update.corrects_id,
            Update.withdrawn_at,
            Update.withdrawn_by,
        )
        .join(Commitment, Commitment.id == Update.commitment_id)
        .outerjoin(Person, Person.id == Update.link_owner_id)
        .where(Commitment.milestone_id == milestone_id)
        .order_by(Update.said_at, Update.id)
    )


def _baselines(milestone_id: int):
    return (
        select(Baseline.seq, Baseline.due, Baseline.frozen_at, Baseline.by, Baseline.reason)
        .where(Baseline.milestone_id == milestone_id)
        .order_by(Baseline.seq)
    )


def _retired(session: Session, milestone_id: int) -> tuple[RetiredRow, ...]:
    rows = session.execute(
        select(
            Milestone.withdrawn_at,
            Milestone.withdrawn_by,
            Milestone.withdrawn_reason,
            Commitment.id,
            Commitment.unit_id,
            Commitment.released_at,
            Commitment.released_by,
            Commitment.released_reason,
        )
        .outerjoin(
            Commitment,
            and_(Commitment.milestone_id == Milestone.id, Commitment.released_at.is_not(None)),
        )
        .where(Milestone.id == milestone_id)
    ).all()
    found = [
        RetiredRow(row.id, row.unit_id, row.released_at, row.released_by, row.released_reason)
        for row in rows
        if row.released_at is not None
    ]
    if rows and rows[0].withdrawn_at is not None:
        first = rows[0]
        found.append(
            RetiredRow(None, None, first.withdrawn_at, first.withdrawn_by, first.withdrawn_reason)
        )
    return tuple(sorted(found, key=lambda row: row.at))
