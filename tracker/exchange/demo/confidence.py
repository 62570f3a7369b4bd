"""The levels of confidence of the demonstration, given over its months."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.domain import confidence
from tracker.domain.changes import Actor
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.exchange import carried
from tracker.exchange.demo.people import Cast
from tracker.exchange.units import UnitIndex

_AT = time(11, 20)


def write_confidence(
    session: Session,
    plan: ActionPlan,
    index: UnitIndex,
    cast: Cast,
    today: date,
    zone: ZoneInfo,
) -> None:
    """Lay the levels that stand in `demo_confidence.csv`, each on a weekday. The caller commits."""
    dossiers = {dossier.code: dossier for dossier in plan.dossiers}
    codes = {unit.id: unit.code for unit in index.units}
    rows = carried.rows_of("demo_confidence.csv")
    for row in sorted(rows, key=lambda row: -int(row["weeks_ago"])):
        dossier = dossiers[row["dossier"]]
        on = _weekday(today - timedelta(weeks=int(row["weeks_ago"])))
        lead = codes.get(dossier.lead_unit_id or 0)
        declared = row["source"] == "declared"
        by: Person = cast.author(lead, on) if declared and lead else cast.director
        at = datetime.combine(on, _AT, zone).astimezone(UTC)
        confidence.give(
            session,
            dossier.id,
            row["source"],
            row["level"],
            row["sentence"],
            Actor(by.id, by.name, at, "demonstration"),
            on,
            dossier.lead_unit_id,
        )
    session.flush()


def _weekday(day: date) -> date:
    """The Friday before, where `day` falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
