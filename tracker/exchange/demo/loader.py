"""The demonstration, laid down in an empty database in one transaction."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.plans import ActionPlan
from tracker.exchange import carried
from tracker.exchange.approval import approve
from tracker.exchange.closures import load_closures
from tracker.exchange.demo.announced import write_announced
from tracker.exchange.demo.briefs import write_briefs
from tracker.exchange.demo.confidence import write_confidence
from tracker.exchange.demo.consultations import write_consultations
from tracker.exchange.demo.history import write_history
from tracker.exchange.demo.measures import lay_measures
from tracker.exchange.demo.moving import PLAN_ENDS, PLAN_STARTS, Move, move_to
from tracker.exchange.demo.people import load_people
from tracker.exchange.demo.reviews import write_reviews
from tracker.exchange.drafts import lay_draft
from tracker.exchange.plan_file import read_plan_file
from tracker.exchange.units import load_units

TITLE_FR = "Plan d’action 2015-2017 (illustratif)"
TITLE_EN = "Action plan 2015-2017 (illustrative)"
MONTREAL = ZoneInfo("America/Toronto")
APPROVED_BY = "Directrice du Bureau (illustratif)"


class AlreadyLoaded(ValueError):
    """The database holds a plan: the demonstration is laid only in an empty one."""


def load_demo(
    session: Session, today: date, now: datetime, zone: ZoneInfo = MONTREAL
) -> ActionPlan:
    """Lay the illustrative plan as if `today` were in its own week of 2016, and commit.

    `now`: the present instant, aware; `zone`: the Bureau's. Deterministic: the same instant gives
    the same plan. Raises AlreadyLoaded.
    """
    if session.scalar(select(ActionPlan.id).limit(1)) is not None:
        raise AlreadyLoaded("La base contient déjà un plan : la démonstration n’y est pas ajoutée.")
    move = move_to(today)
    starts_on, ends_on = move.date(PLAN_STARTS), move.date(PLAN_ENDS)
    load_closures(session, range(starts_on.year, ends_on.year + 2))
    index = load_units(session)
    lines = read_plan_file(carried.path_of("demo_milestones.csv"), index)
    plan = lay_draft(
        session,
        [move.line(line) for line in lines],
        index,
        title_fr=move.text(TITLE_FR),
        title_en=move.text(TITLE_EN),
        starts_on=starts_on,
        ends_on=ends_on,
        loaded_at=now,
        illustrative=True,
        short_names=_short_names(),
    )
    cast = load_people(session, index, today, now)
    write_consultations(session, plan, index, _approved_at(move, now))
    approve(session, plan, by=APPROVED_BY, at=_approved_at(move, now))
    write_history(session, plan, index, cast, today, now, zone)
    write_confidence(session, plan, index, cast, today, zone)
    write_announced(session, plan, zone)
    write_reviews(session, plan, index, cast, today, now, zone)
    lay_measures(session, plan, index, today, now)
    # Last: a brief tells all that the rest lays down.
    write_briefs(session, plan, zone)
    session.commit()
    return plan


def _short_names() -> dict[str, tuple[str, str]]:
    rows = carried.rows_of("dossiers.csv")
    return {row["code"]: (row["short_fr"], row["short_en"]) for row in rows}


def _approved_at(move: Move, now: datetime) -> datetime:
    """The plan's first day at the same hour as now."""
    started = move.date(PLAN_STARTS)
    return now - timedelta(days=(now.date() - started).days)
