"""Every plan there is, with what it holds in figures."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in one line. Withdrawn milestones and released commitments are not counted."""

    id: int
    title_fr: str
    title_en: str
    title_en_of: str
    starts_on: date
    ends_on: date
    is_current: bool
    illustrative: bool
    loaded_at: datetime
    approved_at: datetime | None
    approved_by: str | None
    closed_at: datetime | None
    dossiers: int
    milestones: int
    commitments: int

    @property
    def state(self) -> str:
        """draft, approved or closed."""
        if self.closed_at is not None:
            return "closed"
        return "draft" if self.approved_at is None else "approved"


def read_plans(session: Session) -> list[PlanLine]:
    """The current plan first, then the drafts, then the closed ones, newest first. One
    statement."""
    dossiers = select(func.count(Dossier.id)).where(Dossier.plan_id == ActionPlan.id)
    live = Milestone.withdrawn_at.is_(None)
    milestones = select(func.count(Milestone.id)).where(Milestone.plan_id == ActionPlan.id, live)
    commitments = (
        select(func.count(Commitment.id))
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .where(Milestone.plan_id == ActionPlan.id, live, Commitment.released_at.is_(None))
    )
    rows = session.execute(
        select(
            ActionPlan.id,
            ActionPlan.title_fr,
            ActionPlan.title_en,
            ActionPlan.title_en_of,
            ActionPlan.starts_on,
            ActionPlan.ends_on,
            ActionPlan.is_current,
            ActionPlan.illustrative,
            ActionPlan.loaded_at,
            ActionPlan.approved_at,
            ActionPlan.approved_by,
            ActionPlan.closed_at,
            dossiers.scalar_subquery(),
            milestones.scalar_subquery(),
            commitments.scalar_subquery(),
        ).order_by(
            ActionPlan.is_current.desc(), ActionPlan.closed_at.is_not(None), ActionPlan.id.desc()
        )
    )
    return [PlanLine(*row) for row in rows]
