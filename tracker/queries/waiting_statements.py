"""The statements that read what waits in a plan: open questions, and what is to be raised."""

from functools import cache

from sqlalchemy import Select, and_, exists, func, or_, select

from tracker.domain.commitments import Commitment
from tracker.domain.messages import ACCEPTED, Message
from tracker.domain.milestones import Milestone
from tracker.domain.plans import Dossier
from tracker.domain.questions import Question
from tracker.domain.raising import RaisingProposal
from tracker.domain.updates import Update
from tracker.queries.plan_statements import MILESTONES


@cache
def open_questions_statement(plan_id: int) -> Select:
    """Open questions on the dossiers and on the commitments of a plan, oldest first."""
    return _questions().where(or_(Dossier.plan_id == plan_id, Milestone.plan_id == plan_id))


@cache
def part_questions_statement(plan_id: int) -> Select:
    """Those on the dossiers of a plan, and on the commitments of MILESTONES."""
    return _questions().where(or_(Dossier.plan_id == plan_id, Milestone.id.in_(MILESTONES)))


def _questions() -> Select:
    return (
        select(
            Question.id,
            Question.dossier_id,
            Question.text,
            Question.asked_at,
            Question.asked_by_id,
            Question.commitment_id,
        )
        .outerjoin(Dossier, Dossier.id == Question.dossier_id)
        .outerjoin(Commitment, Commitment.id == Question.commitment_id)
        .outerjoin(Milestone, Milestone.id == Commitment.milestone_id)
        .where(
            Question.answered_at.is_(None),
            Question.answered_by_update_id.is_(None),
            Question.withdrawn_at.is_(None),
        )
        .order_by(Question.id)
    )


@cache
def raisings_statement(plan_id: int) -> Select:
    """What was announced of the commitments of a plan, the first to be raised first."""
    return _raisings().where(Milestone.plan_id == plan_id)


@cache
def part_raisings_statement() -> Select:
    """Of the commitments of MILESTONES."""
    return _raisings().where(Milestone.id.in_(MILESTONES))


def _raisings() -> Select:
    one = RaisingProposal
    told = and_(Message.state.in_(ACCEPTED), Message.bounced_at.is_(None))
    answered = or_(
        exists().where(
            Update.commitment_id == one.commitment_id, Update.said_at > one.announced_at
        ),
        # Another unit leads since: it was told nothing.
        func.coalesce(Commitment.took_over_at > one.announced_at, False),
    )
    return (
        select(
            one.id,
            one.commitment_id,
            one.step,
            one.due,
            one.raised_on,
            one.announced_at,
            one.words_fr,
            one.words_en,
            one.sentence,
            one.sentence_by,
            one.sentence_at,
            one.outcome,
            one.decided_at,
            Message.person_id,
            func.coalesce(told, False).label("told"),
            answered.label("answered"),
        )
        .join(Commitment, Commitment.id == one.commitment_id)
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .outerjoin(Message, Message.id == one.announced_by)
        .order_by(one.raised_on, one.id)
    )
