"""The statements that read a plan's view: each is built once, every page runs them."""

from functools import cache

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from tracker.domain.briefs import Brief
from tracker.domain.commitments import Commitment
from tracker.domain.contradictions import CONFIRMED
from tracker.domain.milestones import Baseline, BaselineProposal, Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.readings import Reading
from tracker.domain.slots import ReminderSlot
from tracker.domain.updates import Update

#: The milestones of a part, by their ids: what its statements are run with.
MILESTONES = bindparam("milestones", expanding=True)
_OF_PART = Update.commitment_id.in_(
    select(Commitment.id).where(Commitment.milestone_id.in_(MILESTONES))
)

_DOSSIER = (
    Dossier.id.label("dossier_id"),
    Dossier.code.label("dossier_code"),
    Dossier.name_fr,
    Dossier.name_en,
    Dossier.name_en_of,
    Dossier.short_fr,
    Dossier.short_en,
    Dossier.bureau_role,
    Dossier.lead_unit_id,
    Dossier.position.label("dossier_position"),
)


@cache
def plan_statement(plan_id: int | None = None) -> Select:
    """The current plan, or that one, with the day of its last weekly relance and its last
    brief."""
    last_slot = (
        select(func.max(func.coalesce(ReminderSlot.sent_for, ReminderSlot.nominal_on)))
        .where(
            ReminderSlot.plan_id == ActionPlan.id,
            ReminderSlot.rule == "weekly",
            ReminderSlot.outcome == "planned",
        )
        .scalar_subquery()
    )
    last_named = (
        select(func.max(ReminderSlot.nominal_on))
        .where(ReminderSlot.plan_id == ActionPlan.id, ReminderSlot.rule == "weekly")
        .scalar_subquery()
    )
    of_plan = Brief.plan_id == ActionPlan.id
    wanted = ActionPlan.is_current if plan_id is None else ActionPlan.id == plan_id
    return select(
        ActionPlan.id,
        ActionPlan.title_fr,
        ActionPlan.title_en,
        ActionPlan.starts_on,
        ActionPlan.ends_on,
        ActionPlan.illustrative,
        ActionPlan.loaded_at,
        ActionPlan.approved_at,
        ActionPlan.closed_at,
        ActionPlan.slot_weekday,
        ActionPlan.slot_time,
        ActionPlan.slot_since,
        ActionPlan.title_en_of,
        last_slot,
        last_named,
        ActionPlan.own_day,
        select(func.max(Brief.number)).where(of_plan).scalar_subquery(),
        select(func.max(Brief.day)).where(of_plan).scalar_subquery(),
    ).where(wanted)


@cache
def whole_plan_statement(plan_id: int) -> Select:
    """Dossiers, milestones and commitments of a plan, in the order they are shown.

    Run with `lately`, the instant from which the confirmations of a commitment are counted.
    """
    return _rows(_third_newest()).where(Dossier.plan_id == plan_id)


@cache
def dossiers_statement(plan_id: int) -> Select:
    """The dossiers of a plan, in the order they are shown."""
    return select(*_DOSSIER).where(Dossier.plan_id == plan_id).order_by(Dossier.position)


@cache
def part_statement(plan_id: int) -> Select:
    """The same of the milestones of a part: run with MILESTONES besides."""
    of_part = Milestone.id.in_(MILESTONES)
    return _rows(_third_newest(_OF_PART)).where(of_part, Dossier.plan_id == plan_id)


def _rows(third: Subquery) -> Select:
    lead = aliased(Commitment)
    first = aliased(Baseline)
    live = aliased(Update)
    open_question = (
        select(Question.commitment_id, func.max(Question.id).label("id"))
        .where(
            Question.answered_by_update_id.is_(None),
            Question.withdrawn_at.is_(None),
            Question.commitment_id.is_not(None),
        )
        .group_by(Question.commitment_id)
        .subquery()
    )
    question = aliased(Question)
    proposal = aliased(BaselineProposal)
    last_reply = (
        select(BlockerReply.update_id, func.max(BlockerReply.id).label("id"))
        .group_by(BlockerReply.update_id)
        .subquery()
    )
    reply = aliased(BlockerReply)
    return (
        select(
            *_DOSSIER,
            Milestone.id.label("milestone_id"),
            Milestone.code.label("milestone_code"),
            Milestone.kind,
            Milestone.title_fr,
            Milestone.title_en,
            Milestone.title_en_of,
            Milestone.starts_on,
            Milestone.baseline_due,
            Milestone.position.label("milestone_position"),
            Milestone.withdrawn_at,
            Milestone.withdrawn_reason,
            proposal.id.label("proposal_id"),
            proposal.due.label("proposed_due"),
            proposal.asked_at.label("proposed_at"),
            first.due.label("first_baseline"),
            lead.id.label("lead_id"),
            lead.forecast_due.label("lead_forecast"),
            Commitment.id.label("commitment_id"),
            Commitment.unit_id,
            Commitment.role,
            Commitment.version,
            Commitment.forecast_due,
            Commitment.answer,
            Commitment.answered_on,
            Commitment.done_on,
            Commitment.postponements,
            Commitment.streak,
            Commitment.help_wanted,
            Commitment.asked_since,
            Commitment.asked_last,
            Commitment.released_at,
            Commitment.live_update_id,
            live.said_at,
            live.said_on,
            live.author_id,
            live.author_name,
            live.way,
            live.sentence,
            live.link,
            live.reason,
            live.prior_due,
            live.new_due,
            live.blocker_unit_id,
            live.blocker_words,
            question.id.label("question_id"),
            question.text.label("question_text"),
            question.asked_at.label("question_at"),
            question.asked_by_id.label("question_by_id"),
            reply.kind.label("reply_kind"),
            reply.promised_on.label("reply_on"),
            reply.sentence.label("reply_sentence"),
            reply.by_name.label("reply_by"),
            reply.at.label("reply_at"),
            Reading.at.label("read_at"),
            Reading.by_name.label("read_by"),
            Reading.words.label("read_words"),
            third.c.said_on.label("third_on"),
        )
        .outerjoin(Milestone, Milestone.dossier_id == Dossier.id)
        .outerjoin(first, and_(first.milestone_id == Milestone.id, first.seq == 0))
        .outerjoin(Commitment, Commitment.milestone_id == Milestone.id)
        .outerjoin(
            lead,
            and_(
                lead.milestone_id == Milestone.id,
                lead.role == "lead",
                lead.released_at.is_(None),
            ),
        )
        .outerjoin(live, live.id == Commitment.live_update_id)
        .outerjoin(open_question, open_question.c.commitment_id == Commitment.id)
        .outerjoin(question, question.id == open_question.c.id)
        .outerjoin(
            proposal, and_(proposal.milestone_id == Milestone.id, proposal.outcome.is_(None))
        )
        .outerjoin(last_reply, last_reply.c.update_id == Commitment.live_update_id)
        .outerjoin(reply, reply.id == last_reply.c.id)
        .outerjoin(Reading, Reading.update_id == Commitment.live_update_id)
        .outerjoin(third, and_(third.c.commitment_id == Commitment.id, third.c.rank == CONFIRMED))
        .order_by(Dossier.position, Milestone.position, Commitment.role.desc(), Commitment.id)
    )


def _third_newest(*where: ColumnElement[bool]) -> Subquery:
    """The answers that count since `lately`, the newest of each commitment ranked first."""
    later = aliased(Update)
    return (
        select(
            Update.commitment_id,
            Update.said_on,
            func.row_number()
            .over(
                partition_by=Update.commitment_id,
                order_by=(Update.said_at.desc(), Update.id.desc()),
            )
            .label("rank"),
        )
        .where(
            Update.said_at >= bindparam("lately"),
            Update.withdrawn_at.is_(None),
            ~exists().where(later.corrects_id == Update.id, later.withdrawn_at.is_(None)),
            *where,
        )
        .subquery()
    )
