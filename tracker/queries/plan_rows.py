"""The rows of which a plan's view is made, and the two statements that read them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import aliased

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import Question
from tracker.domain.slots import ReminderSlot
from tracker.domain.standing import Facts
from tracker.domain.updates import Update


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The current plan and the day of the last relance that left."""

    id: int
    title_fr: str
    title_en: str
    starts_on: date
    ends_on: date
    illustrative: bool
    loaded_at: datetime
    approved_at: datetime | None
    closed_at: datetime | None
    slot_weekday: int
    slot_time: time
    last_slot_on: date | None

    @property
    def state(self) -> str:
        if self.closed_at is not None:
            return "closed"
        return "draft" if self.approved_at is None else "approved"


@dataclass(frozen=True, slots=True)
class DossierRow:
    id: int
    code: str
    name_fr: str
    name_en: str
    short_fr: str
    short_en: str
    bureau_role: str
    lead_unit_id: int | None
    position: int


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    id: int
    dossier_id: int
    code: str
    kind: str
    title_fr: str
    title_en: str
    starts_on: date
    baseline_due: date
    position: int
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow(Facts):
    """A commitment with its facts and its live answer. Names of units are in the directory."""

    id: int
    milestone_id: int
    dossier_id: int
    unit_id: int
    version: int
    streak: int
    live_update_id: int | None
    said_at: datetime | None
    said_on: date | None
    author_id: int | None
    author_name: str | None
    way: str | None
    sentence: str
    link: str
    reason: str | None
    prior_due: date | None
    new_due: date | None
    blocker_unit_id: int | None
    blocker_words: str
    question_id: int | None
    question_text: str | None
    question_at: datetime | None
    question_by_id: int | None


@cache
def plan_statement() -> Select:
    """The current plan, with the day of its last relance."""
    last_slot = (
        select(func.max(func.coalesce(ReminderSlot.sent_for, ReminderSlot.nominal_on)))
        .where(ReminderSlot.plan_id == ActionPlan.id, ReminderSlot.outcome == "planned")
        .scalar_subquery()
    )
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
        last_slot,
    ).where(ActionPlan.is_current)


@cache
def whole_plan_statement(plan_id: int) -> Select:
    """Dossiers, milestones and commitments of a plan, in the order they are shown."""
    lead = aliased(Commitment)
    first = aliased(Baseline)
    live = aliased(Update)
    open_question = (
        select(Question.commitment_id, func.max(Question.id).label("id"))
        .where(Question.answered_by_update_id.is_(None), Question.commitment_id.is_not(None))
        .group_by(Question.commitment_id)
        .subquery()
    )
    question = aliased(Question)
    return (
        select(
            Dossier.id.label("dossier_id"),
            Dossier.code.label("dossier_code"),
            Dossier.name_fr,
            Dossier.name_en,
            Dossier.short_fr,
            Dossier.short_en,
            Dossier.bureau_role,
            Dossier.lead_unit_id,
            Dossier.position.label("dossier_position"),
            Milestone.id.label("milestone_id"),
            Milestone.code.label("milestone_code"),
            Milestone.kind,
            Milestone.title_fr,
            Milestone.title_en,
            Milestone.starts_on,
            Milestone.baseline_due,
            Milestone.position.label("milestone_position"),
            Milestone.withdrawn_at,
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
        .where(Dossier.plan_id == plan_id)
        .order_by(Dossier.position, Milestone.position, Commitment.role.desc(), Commitment.id)
    )


def dossier_row(row: Row) -> DossierRow:
    """The dossier of a row of the whole plan."""
    return DossierRow(
        row.dossier_id,
        row.dossier_code,
        row.name_fr,
        row.name_en,
        row.short_fr,
        row.short_en,
        row.bureau_role,
        row.lead_unit_id,
        row.dossier_position,
    )


def milestone_row(row: Row) -> MilestoneRow:
    """The milestone of a row of the whole plan."""
    return MilestoneRow(
        row.milestone_id,
        row.dossier_id,
        row.milestone_code,
        row.kind,
        row.title_fr,
        row.title_en,
        row.starts_on,
        row.baseline_due,
        row.milestone_position,
        row.withdrawn_at is not None,
    )


def commitment_row(row: Row, plan: PlanRow, reachable: bool) -> CommitmentRow:
    """`reachable`: somebody can be written to for the unit on the day."""
    return CommitmentRow(
        plan_state=plan.state,
        plan_ends_on=plan.ends_on,
        milestone_withdrawn=row.withdrawn_at is not None,
        has_lead=row.lead_id is not None,
        released=row.released_at is not None,
        role=row.role,
        starts_on=row.starts_on,
        first_baseline=row.first_baseline or row.baseline_due,
        baseline_due=row.baseline_due,
        lead_forecast=row.lead_forecast,
        forecast=row.forecast_due,
        answer=row.answer,
        answered_on=row.answered_on,
        done_on=row.done_on,
        postponements=row.postponements,
        help_wanted=row.help_wanted,
        asked_since=row.asked_since,
        asked_last=row.asked_last,
        reachable=reachable,
        question_open=row.question_id is not None,
        id=row.commitment_id,
        milestone_id=row.milestone_id,
        dossier_id=row.dossier_id,
        unit_id=row.unit_id,
        version=row.version,
        streak=row.streak,
        live_update_id=row.live_update_id,
        said_at=row.said_at,
        said_on=row.said_on,
        author_id=row.author_id,
        author_name=row.author_name,
        way=row.way,
        sentence=row.sentence or "",
        link=row.link or "",
        reason=row.reason,
        prior_due=row.prior_due,
        new_due=row.new_due,
        blocker_unit_id=row.blocker_unit_id,
        blocker_words=row.blocker_words or "",
        question_id=row.question_id,
        question_text=row.question_text,
        question_at=row.question_at,
        question_by_id=row.question_by_id,
    )
