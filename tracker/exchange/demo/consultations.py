"""Who was consulted before the illustrative plan was approved, and what became of it."""

from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import consulting
from tracker.domain.changes import Actor
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan
from tracker.exchange import carried
from tracker.exchange.units import UnitIndex

COORDINATION = "Coordination du Bureau (illustratif)"
#: Units invited where a group is made of units.
_INVITED = {"boroughs": ("REM12", "REM20", "REM21"), "employees": ("SRH",)}


def write_consultations(
    session: Session, plan: ActionPlan, index: UnitIndex, approved_at: datetime
) -> None:
    """One closed consultation on each dossier, from 60 to 30 days before the approval."""
    rows = carried.rows_of("demo_consultations.csv")
    dossiers = {dossier.code: dossier for dossier in plan.dossiers}
    milestones = {
        code: ident
        for ident, code in session.execute(
            select(Milestone.id, Milestone.code).where(Milestone.plan_id == plan.id)
        )
    }
    actor = Actor(None, COORDINATION, approved_at - timedelta(days=20), "demonstration")
    for code, points in groupby(rows, key=lambda row: row["dossier"]):
        heard = list(points)
        values = {name: heard[0][name] for name in ("audience", "how", "summary")}
        values["starts_on"] = (approved_at - timedelta(days=60)).date()
        values["ends_on"] = (approved_at - timedelta(days=30)).date()
        invited = [index.by_code(unit).id for unit in _INVITED.get(values["audience"], ())]
        made = consulting.begin(session, dossiers[code], values, invited, actor)
        for row in heard:
            traced = [milestones[one] for one in row["milestones"].split(";") if one]
            consulting.write_point(
                session,
                made,
                None,
                row["point"],
                row["outcome"],
                row["because"],
                traced,
                actor,
            )
        consulting.close(session, made, actor)
