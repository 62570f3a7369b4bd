"""The next wave of a survey enters the plan by itself, when the clock looks."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain.changes import Actor
from tracker.domain.plans import ActionPlan
from tracker.domain.surveys import Survey
from tracker.domain.waves import missing_waves, plan_waves
from tracker.jobs.looking import looking

#: In whose name the history says it.
BY_ITSELF = "Suivi"


def plan_coming_waves(session: Session, at: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Promise the waves that are to come and that the plan in force lacks, and commit; how many.

    `at`: the business instant. One statement where there is no survey; nothing is locked where
    nothing is missing.
    """
    today = clock.local_day(at, zone)
    with looking(session):
        if session.scalar(select(Survey.id).limit(1)) is None:
            return 0
        plan = session.scalar(_IN_FORCE)
        if plan is None or not missing_waves(session, plan, today):
            return 0
    plan = session.scalar(_IN_FORCE)
    made = 0
    if plan is not None:
        made = plan_waves(session, plan, today, Actor(None, BY_ITSELF, now, "command"))
    session.commit()
    return made


_IN_FORCE = select(ActionPlan).where(
    ActionPlan.is_current, ActionPlan.approved_at.is_not(None), ActionPlan.closed_at.is_(None)
)
