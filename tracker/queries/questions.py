"""Questions as they are read back: open or answered, with the answer beside."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import Dossier
from tracker.domain.questions import Question
from tracker.domain.updates import Update


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A question. `update_*`: the answer with a sentence that answers one on a commitment;
    `words`: the answer in words to one on a dossier."""

    id: int
    commitment_id: int | None
    dossier_id: int | None
    text: str
    asked_at: datetime
    asked_by_id: int
    asker: str
    words: str
    words_at: datetime | None
    words_by: str | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    update_answer: str | None
    update_sentence: str | None
    update_link: str | None
    update_at: datetime | None
    update_by: str | None

    @property
    def answered_at(self) -> datetime | None:
        return self.update_at or self.words_at

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None


def read_question(session: Session, question_id: int) -> AskedRow | None:
    """One question. One statement."""
    row = session.execute(_questions().where(Question.id == question_id)).one_or_none()
    return AskedRow(*row) if row else None


def questions_about(session: Session, dossier_id: int) -> list[AskedRow]:
    """Questions on a dossier and on its commitments, the newest first, without those withdrawn.
    One statement."""
    on = (
        select(Commitment.id)
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .where(Milestone.dossier_id == dossier_id)
    )
    statement = (
        _questions()
        .where(
            or_(Question.dossier_id == dossier_id, Question.commitment_id.in_(on)),
            Question.withdrawn_at.is_(None),
        )
        .order_by(Question.asked_at.desc(), Question.id.desc())
    )
    return [AskedRow(*row) for row in session.execute(statement)]


def asked_by(
    session: Session, plan_id: int, askers: Collection[int], since: date
) -> list[AskedRow]:
    """What `askers` asked of a plan and that is open, or was asked or answered on `since` or
    later, oldest first, without what was withdrawn. One statement."""
    from_day = datetime.combine(since, time(), UTC)
    answered_at = func.coalesce(Update.said_at, Question.answered_at)
    statement = (
        _questions()
        .outerjoin(Dossier, Dossier.id == Question.dossier_id)
        .outerjoin(Commitment, Commitment.id == Question.commitment_id)
        .outerjoin(Milestone, Milestone.id == Commitment.milestone_id)
        .where(
            or_(Dossier.plan_id == plan_id, Milestone.plan_id == plan_id),
            Question.asked_by_id.in_(askers),
            Question.withdrawn_at.is_(None),
            or_(answered_at.is_(None), answered_at >= from_day, Question.asked_at >= from_day),
        )
        .order_by(Question.asked_at, Question.id)
    )
    return [AskedRow(*row) for row in session.execute(statement)]


def blocker_of(session: Session, update_id: int, commitment_id: int) -> int | None:
    """Id of the unit that the answer `update_id` of this commitment named as its blocker. One
    statement."""
    return session.scalar(
        select(Update.blocker_unit_id).where(
            Update.id == update_id, Update.commitment_id == commitment_id
        )
    )


def _questions() -> Select:
    asker = aliased(Person)
    return (
        select(
            Question.id,
            Question.commitment_id,
            Question.dossier_id,
            Question.text,
            Question.asked_at,
            Question.asked_by_id,
            asker.name,
            Question.answer_text,
            Question.answered_at,
            Question.answered_by,
            Question.withdrawn_at,
            Question.withdrawn_by,
            Update.answer,
            Update.sentence,
            Update.link,
            Update.said_at,
            Update.author_name,
        )
        .join(asker, asker.id == Question.asked_by_id)
        .outerjoin(Update, Update.id == Question.answered_by_update_id)
    )
