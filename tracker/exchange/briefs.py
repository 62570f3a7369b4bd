"""The Monday brief leaves the plan: written down once, it stays as it was."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db import insert_once
from tracker.domain.briefs import Brief, written
from tracker.queries.briefs import WholeBrief, brief_of_day, find, looks_back_to
from tracker.queries.plan_view import PlanView
from tracker.wording.briefs import content_of, headlines


def live_brief(session: Session, view: PlanView, zone: ZoneInfo) -> WholeBrief:
    """What a brief of the view's day would tell; nothing is kept. Needs an app context.

    `view`: of a plan that is there. Three statements.
    """
    since = looks_back_to(view)
    content = content_of(find(session, view, since), zone)
    return WholeBrief(None, view.today, since, None, content)


def brief_for(
    session: Session, view: PlanView, zone: ZoneInfo, day: date | None = None
) -> WholeBrief:
    """The brief that was kept for `day`, the view's by default; else as it would be made now."""
    kept = brief_of_day(session, view.plan.id, day or view.today)
    return kept or live_brief(session, view, zone)


def keep_brief(session: Session, view: PlanView, zone: ZoneInfo, at: datetime) -> int | None:
    """Write down the brief of the view's day; its number. The caller commits.

    None when there is one already, or somebody else is writing it. `at`: the real instant.
    """
    return keep(session, view.plan.id, live_brief(session, view, zone), at)


def keep(session: Session, plan_id: int, brief: WholeBrief, at: datetime) -> int | None:
    """Write down `brief` under the next number of its plan, as `keep_brief` does."""
    headline = headlines(brief.content)
    table = Brief.__table__.c
    last = select(func.coalesce(func.max(table.number), 0)).where(table.plan_id == plan_id)
    return session.scalar(
        insert_once(session, Brief)
        .values(
            plan_id=plan_id,
            number=last.scalar_subquery() + 1,
            day=brief.day,
            since=brief.since,
            made_at=at,
            headline_fr=headline.fr,
            headline_en=headline.en,
            content=written(brief.content),
        )
        .on_conflict_do_nothing()
        .returning(Brief.number)
    )


def is_owed(view: PlanView) -> bool:
    """Whether the plan's last relance left without a brief: before there were any, or because a
    process ended."""
    plan = view.plan
    if plan is None or plan.state != "approved" or plan.last_slot_on is None:
        return False
    return plan.brief_on is None or plan.brief_on < plan.last_slot_on
