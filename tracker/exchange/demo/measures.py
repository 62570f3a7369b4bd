"""What the demonstration measures: the real surveys, and indicators that are all illustrative."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.changes import Actor
from tracker.domain.plans import ActionPlan
from tracker.domain.waves import plan_waves
from tracker.exchange.surveys import load_surveys
from tracker.exchange.units import UnitIndex

BY = "Coordination du Bureau"


def lay_measures(
    session: Session, plan: ActionPlan, index: UnitIndex, today: date, now: datetime
) -> None:
    """Lay the surveys with what was published of them, and their next wave. The caller commits."""
    actor = Actor(None, BY, now, "demonstration")
    load_surveys(session, actor, with_demonstration=True)
    plan_waves(session, plan, today, actor)
