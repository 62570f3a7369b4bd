"""Indicators with their values: read whole, or as who gives what until when."""

from functools import cache

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.indicators import (
    Indicator,
    IndicatorDispute,
    IndicatorDossier,
    IndicatorStep,
    IndicatorUnit,
    IndicatorValue,
)
from tracker.queries.indicator_rows import IndicatorRow, ReporterRow, ValueRow


@cache
def _reporters() -> Select:
    given = (
        select(
            IndicatorValue.indicator_id,
            IndicatorValue.unit_id,
            func.max(IndicatorValue.period_on).label("period_on"),
        )
        .group_by(IndicatorValue.indicator_id, IndicatorValue.unit_id)
        .subquery()
    )
    return (
        select(
            Indicator.id,
            IndicatorUnit.unit_id,
            Indicator.code,
            Indicator.name_fr,
            Indicator.name_en,
            Indicator.measure_fr,
            Indicator.measure_en,
            Indicator.decimals,
            Indicator.every_months,
            Indicator.first_on,
            Indicator.grace_days,
            Indicator.by_unit,
            given.c.period_on,
        )
        .join(IndicatorUnit, IndicatorUnit.indicator_id == Indicator.id)
        .outerjoin(
            given,
            and_(given.c.indicator_id == Indicator.id, given.c.unit_id == IndicatorUnit.unit_id),
        )
        .where(Indicator.withdrawn_at.is_(None))
        .order_by(Indicator.position, IndicatorUnit.unit_id)
    )


def reporters(session: Session) -> list[ReporterRow]:
    """Every unit that gives values of an indicator in use. One statement."""
    return [ReporterRow(*row) for row in session.execute(_reporters())]


def read_indicators(session: Session) -> list[IndicatorRow]:
    """Every indicator, those withdrawn last. Five statements, whatever their number."""
    steps = _gathered(
        session,
        select(IndicatorStep.indicator_id, IndicatorStep.due, IndicatorStep.value).order_by(
            IndicatorStep.due
        ),
    )
    units = _gathered(
        session,
        select(IndicatorUnit.indicator_id, IndicatorUnit.unit_id).order_by(IndicatorUnit.unit_id),
    )
    dossiers = _gathered(
        session,
        select(IndicatorDossier.indicator_id, IndicatorDossier.dossier_id).order_by(
            IndicatorDossier.dossier_id
        ),
    )
    values: dict[int, list[ValueRow]] = {}
    for row in session.execute(_values()):
        values.setdefault(row.indicator_id, []).append(
            ValueRow(*row[:14], row[14] or "", row[15] or "", row[16])
        )
    rows = session.execute(
        select(
            Indicator.id,
            Indicator.code,
            Indicator.name_fr,
            Indicator.name_en,
            Indicator.measure_fr,
            Indicator.measure_en,
            Indicator.decimals,
            Indicator.direction,
            Indicator.baseline,
            Indicator.baseline_on,
            Indicator.target,
            Indicator.target_on,
            Indicator.every_months,
            Indicator.first_on,
            Indicator.grace_days,
            Indicator.source,
            Indicator.by_unit,
            Indicator.illustrative,
            Indicator.withdrawn_at.is_not(None),
            func.coalesce(Indicator.withdrawn_reason, ""),
        ).order_by(Indicator.withdrawn_at.is_not(None), Indicator.position, Indicator.id)
    )
    return [
        IndicatorRow(
            *row,
            steps=tuple((due, value) for due, value in steps.get(row.id, ())),
            unit_ids=tuple(unit_id for (unit_id,) in units.get(row.id, ())),
            dossier_ids=tuple(dossier_id for (dossier_id,) in dossiers.get(row.id, ())),
            values=tuple(values.get(row.id, ())),
        )
        for row in rows
    ]


def _gathered(session: Session, statement: Select) -> dict[int, list[tuple]]:
    found: dict[int, list[tuple]] = {}
    for row in session.execute(statement):
        found.setdefault(row[0], []).append(tuple(row[1:]))
    return found


def _values() -> Select:
    """The value that counts of each unit's period, oldest period first, with its open dispute."""
    later = aliased(IndicatorValue)
    corrected = (
        select(later.id)
        .where(
            later.indicator_id == IndicatorValue.indicator_id,
            later.unit_id == IndicatorValue.unit_id,
            later.period_on == IndicatorValue.period_on,
            later.seq > IndicatorValue.seq,
        )
        .exists()
    )
    return (
        select(
            IndicatorValue.id,
            IndicatorValue.indicator_id,
            IndicatorValue.unit_id,
            IndicatorValue.period_on,
            IndicatorValue.seq,
            IndicatorValue.value,
            IndicatorValue.reason,
            IndicatorValue.note,
            IndicatorValue.given_on,
            IndicatorValue.given_at,
            IndicatorValue.by_id,
            IndicatorValue.by_name,
            IndicatorValue.way,
            IndicatorDispute.id,
            IndicatorDispute.reason,
            IndicatorDispute.raised_by,
            IndicatorDispute.raised_at,
        )
        .outerjoin(
            IndicatorDispute,
            and_(
                IndicatorDispute.value_id == IndicatorValue.id,
                IndicatorDispute.settled_at.is_(None),
            ),
        )
        .where(~corrected)
        .order_by(IndicatorValue.period_on, IndicatorValue.unit_id)
    )
