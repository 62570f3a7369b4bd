"""What happened to a milestone besides its answers: changes by hand, questions, replies."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from tracker.domain.commitments import Commitment
from tracker.domain.people import Person
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.updates import Update
from tracker.queries.changes import ChangeRow, changes_of
from tracker.queries.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question and what came of it: answered in words or by an update, withdrawn, or open."""

    id: int
    commitment_id: int
    text: str
    asked_at: datetime
    asked_by: str
    answer_text: str
    answered_at: datetime | None
    answered_by: str | None
    update_sentence: str | None
    update_at: datetime | None
    update_by: str | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None

    @property
    def reply(self) -> tuple[str, str, datetime] | None:
        """The words that answered it, whose, and when; None while it has no answer."""
        if self.answered_at is not None:
            return self.answer_text, self.answered_by or "", self.answered_at
        if self.update_at is not None:
            return self.update_sentence or "", self.update_by or "", self.update_at
        return None


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """What the unit that was said to block replied; `promised_on` the day it gives."""

    id: int
    blocker_unit_id: int | None
    kind: str
    promised_on: date | None
    sentence: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Happenings:
    """Rows of each kind. `changes`: those of the milestone and of its commitments."""

    changes: tuple[ChangeRow, ...]
    questions: tuple[QuestionRow, ...]
    replies: tuple[ReplyRow, ...]


def read_happenings(session: Session, milestone_id: int, view: PlanView) -> Happenings:
    """Everything that happened to a milestone of `view` besides its answers. Four statements
    (three where no unit has a share)."""
    commitments = [row.id for row in view.by_milestone.get(milestone_id, ())]
    changes = changes_of(session, "milestone", [milestone_id])
    changes += changes_of(session, "commitment", commitments)
    return Happenings(
        tuple(changes),
        tuple(QuestionRow(*row) for row in session.execute(_questions(milestone_id))),
        tuple(ReplyRow(*row) for row in session.execute(_replies(milestone_id))),
    )


def _questions(milestone_id: int):
    said = aliased(Update)
    return (
        select(
            Question.id,
            Question.commitment_id,
            Question.text,
            Question.asked_at,
            Person.name,
            Question.answer_text,
            Question.answered_at,
            Question.answered_by,
            said.sentence,
            said.said_at,
            said.author_name,
            Question.withdrawn_at,
            Question.withdrawn_by,
        )
        .join(Commitment, Commitment.id == Question.commitment_id)
        .join(Person, Person.id == Question.asked_by_id)
        .outerjoin(said, said.id == Question.answered_by_update_id)
        .where(Commitment.milestone_id == milestone_id)
        .order_by(Question.id)
    )


def _replies(milestone_id: int):
    return (
        select(
            BlockerReply.id,
            Update.blocker_unit_id,
            BlockerReply.kind,
            BlockerReply.promised_on,
            BlockerReply.sentence,
            BlockerReply.by_name,
            BlockerReply.at,
        )
        .join(Update, Update.id == BlockerReply.update_id)
        .join(Commitment, Commitment.id == Update.commitment_id)
        .where(Commitment.milestone_id == milestone_id)
        .order_by(BlockerReply.id)
    )
