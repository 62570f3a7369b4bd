"""What the demonstration measures: the real surveys, and indicators that are all illustrative."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import sin

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import trajectories
from tracker.domain.calendar import BusinessCalendar
from tracker.domain.changes import Actor
from tracker.domain.indicators import (
    Indicator,
    IndicatorDispute,
    IndicatorDossier,
    IndicatorStep,
    IndicatorUnit,
    IndicatorValue,
)
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit
from tracker.domain.waves import plan_waves
from tracker.exchange import carried
from tracker.exchange.surveys import load_surveys
from tracker.exchange.units import UnitIndex
from tracker.queries.calendars import read_calendar

BY = "Coordination du Bureau"
SOURCE = "relevé illustratif, inventé pour la démonstration"
#: How far boroughs lie from their mean: the longest is about three times the shortest.
_APART = 0.42
#: The unit whose newest value is disputed, and why.
DISPUTED, DISPUTE = "REM34", "Ce délai ne compte pas les demandes incomplètes; les autres si."


@dataclass(frozen=True, slots=True)
class _Ground:
    plan: ActionPlan
    index: UnitIndex
    calendar: BusinessCalendar
    today: date
    now: datetime


def lay_measures(
    session: Session, plan: ActionPlan, index: UnitIndex, today: date, now: datetime
) -> None:
    """Lay the surveys with what was published of them and their next wave, and the indicators
    with their values up to `today`. The caller commits."""
    actor = Actor(None, BY, now, "demonstration")
    load_surveys(session, actor, with_demonstration=True)
    plan_waves(session, plan, today, actor)
    dossiers = dict(
        session.execute(select(Dossier.code, Dossier.id).where(Dossier.plan_id == plan.id)).all()
    )
    ground = _Ground(plan, index, read_calendar(session), today, now)
    for position, row in enumerate(carried.rows_of("demo_indicators.csv"), 1):
        indicator = _indicator(ground, row, position)
        session.add(indicator)
        session.flush()
        for code in row["dossiers"].split(";"):
            session.add(IndicatorDossier(indicator_id=indicator.id, dossier_id=dossiers[code]))
        session.add_all(_steps(indicator))
        units = _units(ground, row)
        session.add_all(IndicatorUnit(indicator_id=indicator.id, unit_id=unit.id) for unit in units)
        late = set(filter(None, row["late"].split(";")))
        for place, unit in enumerate(units):
            values = _values(ground, indicator, row, place, unit.code in late)
            session.add_all(
                IndicatorValue(indicator_id=indicator.id, unit_id=unit.id, **value)
                for value in values
            )
    session.flush()
    _dispute(session, index, actor)


def _indicator(ground: _Ground, row: dict[str, str], position: int) -> Indicator:
    every = int(row["every_months"])
    starts_on = ground.plan.starts_on
    return Indicator(
        code=row["code"],
        name_fr=row["name_fr"],
        name_en=row["name_en"],
        measure_fr=row["measure_fr"],
        measure_en=row["measure_en"],
        decimals=int(row["decimals"]),
        direction=row["direction"],
        baseline=float(row["baseline"]),
        baseline_on=starts_on,
        target=float(row["target"]),
        target_on=ground.plan.ends_on,
        every_months=every,
        first_on=_first_end(starts_on, every),
        grace_days=int(row["grace_days"]),
        source=SOURCE,
        by_unit=row["units"] == "arrondissements",
        illustrative=True,
        position=position,
    )


def _first_end(starts_on: date, every: int) -> date:
    """Last day of the first whole calendar period that begins after the plan."""
    months = starts_on.year * 12 + starts_on.month - 1
    last = (months // every + 1) * every + every
    return date(last // 12, last % 12 + 1, 1) - timedelta(days=1)


def _steps(indicator: Indicator) -> Iterator[IndicatorStep]:
    span = indicator.target_on - indicator.baseline_on
    for part, reached in ((0.4, 0.3), (0.7, 0.65)):
        yield IndicatorStep(
            indicator_id=indicator.id,
            due=indicator.baseline_on + timedelta(days=round(span.days * part)),
            value=round(
                indicator.baseline + (indicator.target - indicator.baseline) * reached,
                indicator.decimals,
            ),
        )


def _units(ground: _Ground, row: dict[str, str]) -> list[Unit]:
    if row["units"] == "arrondissements":
        return ground.index.boroughs
    return [ground.index.by_code(row["units"])]


def _values(
    ground: _Ground, indicator: Indicator, row: dict[str, str], place: int, late: bool
) -> Iterator[dict]:
    """The values of a unit: the same ones each time, on their way from the baseline to `now`."""
    ended = trajectories.periods(indicator.first_on, indicator.every_months, ground.today)
    due = [
        period
        for period in ended
        if trajectories.due_on(period, indicator.grace_days, ground.calendar) < ground.today
    ]
    first, now = indicator.baseline, float(row["now"])
    apart = 1 + _APART * sin(2.4 * place + 1) if indicator.by_unit else 1.0
    for number, period in enumerate(due[:-1] if late else due, 1):
        on_the_way = first + (now - first) * number / len(due)
        wobble = 0.015 * first * sin(1.7 * number + place) if abs(now - first) > 1 else 0
        given_on = min(ground.calendar.next_open(period + timedelta(days=6)), ground.today)
        yield {
            "period_on": period,
            "value": round((on_the_way + wobble) * apart, indicator.decimals),
            "given_on": given_on,
            "given_at": min(_at(ground, given_on), ground.now),
            "by_name": "Responsable (illustratif)",
            "way": "demonstration",
        }


def _at(ground: _Ground, day: date) -> datetime:
    return datetime.combine(day, time(14), ground.now.tzinfo)


def _dispute(session: Session, index: UnitIndex, actor: Actor) -> None:
    value = session.scalar(
        select(IndicatorValue.id)
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .where(Indicator.by_unit, IndicatorValue.unit_id == index.by_code(DISPUTED).id)
        .order_by(IndicatorValue.period_on.desc())
        .limit(1)
    )
    if value is not None:
        session.add(
            IndicatorDispute(
                value_id=value, reason=DISPUTE, raised_at=actor.at, raised_by=actor.name
            )
        )
