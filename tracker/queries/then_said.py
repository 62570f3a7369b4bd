"""The statements of a past day: what had been said, mailed and asked before an instant."""

from datetime import datetime

from sqlalchemy import Row, func, null, or_, select
from sqlalchemy.orm import Session

from tracker.domain.commitments import Ask, Commitment
from tracker.domain.messages import ACCEPTED, Message, MessageItem
from tracker.domain.milestones import BaselineProposal, Milestone
from tracker.domain.plans import Dossier
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.updates import Update
from tracker.queries.plan_rows import QuestionRow


def answers(session: Session, plan_id: int, until: datetime) -> dict[int, list[Row]]:
    """Answers given before `until` and not withdrawn by then, oldest first, by commitment."""
    one = Update.__table__.c
    statement = (
        select(
            one.id,
            one.commitment_id,
            one.answer,
            one.said_at,
            one.said_on,
            one.author_id,
            one.author_name,
            one.way,
            one.prior_due,
            one.done_on,
            one.new_due,
            one.reason,
            one.sentence,
            one.link,
            one.help_wanted,
            one.blocker_unit_id,
            one.blocker_words,
            one.corrects_id,
            null().label("withdrawn_at"),
        )
        .join(Commitment.__table__, Commitment.__table__.c.id == one.commitment_id)
        .join(Milestone.__table__, Milestone.__table__.c.id == Commitment.__table__.c.milestone_id)
        .where(
            Milestone.__table__.c.plan_id == plan_id,
            one.said_at < until,
            or_(one.withdrawn_at.is_(None), one.withdrawn_at >= until),
        )
        .order_by(one.said_at, one.id)
    )
    found: dict[int, list[Row]] = {}
    for row in session.execute(statement):
        found.setdefault(row.commitment_id, []).append(row)
    return found


def asks(session: Session, plan_id: int, until: datetime) -> dict[int, list[Ask]]:
    """Mails that had asked before `until` and had not come back, oldest first, by commitment."""
    statement = (
        select(MessageItem.commitment_id, MessageItem.asked_on, Message.sent_at)
        .join(Message, Message.id == MessageItem.message_id)
        .join(Commitment, Commitment.id == MessageItem.commitment_id)
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .where(
            Milestone.plan_id == plan_id,
            MessageItem.asked,
            Message.state.in_(ACCEPTED),
            Message.sent_at < until,
            or_(Message.bounced_at.is_(None), Message.bounced_at >= until),
        )
        .order_by(Message.sent_at)
    )
    found: dict[int, list[Ask]] = {}
    for row in session.execute(statement):
        found.setdefault(row.commitment_id, []).append(Ask(row.asked_on, row.sent_at))
    return found


def proposals(session: Session, plan_id: int, until: datetime) -> dict[int, Row]:
    """The correction of a baseline that waited at `until`, by milestone."""
    one = BaselineProposal
    rows = session.execute(
        select(one.milestone_id, one.id, one.due, one.asked_at)
        .join(Milestone, Milestone.id == one.milestone_id)
        .where(
            Milestone.plan_id == plan_id,
            one.asked_at < until,
            or_(one.decided_at.is_(None), one.decided_at >= until),
        )
    )
    return {row.milestone_id: row for row in rows}


def replies(session: Session, plan_id: int, until: datetime) -> dict[int, Row]:
    """The last reply of a blocker before `until`, by the answer that it replies to."""
    one = BlockerReply
    rows = session.execute(
        select(one.update_id, one.kind, one.promised_on, one.sentence, one.by_name, one.at)
        .join(Update, Update.id == one.update_id)
        .join(Commitment, Commitment.id == Update.commitment_id)
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .where(Milestone.plan_id == plan_id, one.at < until)
        .order_by(one.id)
    )
    return {row.update_id: row for row in rows}


def questions(session: Session, plan_id: int, until: datetime) -> list[QuestionRow]:
    """Questions that were open at `until`, oldest first."""
    answered = Update.__table__.alias("answered")
    closed = func.coalesce(Question.withdrawn_at, Question.answered_at, answered.c.said_at)
    rows = session.execute(
        select(
            Question.id,
            Question.dossier_id,
            Question.text,
            Question.asked_at,
            Question.asked_by_id,
            Question.commitment_id,
        )
        .outerjoin(answered, answered.c.id == Question.answered_by_update_id)
        .outerjoin(Dossier, Dossier.id == Question.dossier_id)
        .outerjoin(Commitment, Commitment.id == Question.commitment_id)
        .outerjoin(Milestone, Milestone.id == Commitment.milestone_id)
        .where(
            or_(Dossier.plan_id == plan_id, Milestone.plan_id == plan_id),
            Question.asked_at < until,
            or_(closed.is_(None), closed >= until),
        )
        .order_by(Question.id)
    )
    return [QuestionRow(*row) for row in rows]
