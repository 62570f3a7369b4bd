"""Indicators changed by hand: made, corrected, withdrawn, restored. The caller commits."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tracker.domain import revision
from tracker.domain.changes import Actor, note, revise
from tracker.domain.indicators import Indicator, IndicatorDossier, IndicatorStep, IndicatorUnit
from tracker.domain.plans import Dossier, next_code

_PLAIN = {"synchronize_session": False}


def create(
    session: Session,
    values: Mapping[str, object],
    steps: Mapping[date, float],
    unit_ids: Iterable[int],
    dossier_ids: Iterable[int],
    actor: Actor,
) -> Indicator:
    """A new indicator, last of the list; its code follows the others."""
    last = session.scalar(select(func.max(Indicator.position))) or 0
    code = next_code(session.scalars(select(Indicator.code)), "I1")
    indicator = Indicator(code=code, position=last + 1, **values)
    session.add(indicator)
    session.flush()
    note(session, "indicator", indicator.id, actor, "created", after=code)
    _hang(session, indicator.id, steps, unit_ids, dossier_ids)
    return indicator


def edit(
    session: Session,
    indicator: Indicator,
    values: Mapping[str, object],
    steps: Mapping[date, float],
    unit_ids: Iterable[int],
    dossier_ids: Iterable[int],
    plan_id: int | None,
    actor: Actor,
) -> None:
    """Give it what was written. What was given of it stays. The caller has locked it.

    `dossier_ids`: of the plan `plan_id` only; its links to the dossiers of other plans stay.
    """
    revise(session, "indicator", indicator, actor, values)
    *before, linked = _hung(session, indicator.id)
    elsewhere = {one for one, of_plan in linked.items() if of_plan != plan_id}
    before.append(set(linked))
    unit_ids, dossier_ids = list(unit_ids), elsewhere | set(dossier_ids)
    after = (dict(steps), set(unit_ids), dossier_ids)
    for field, old, new in zip(("steps", "units", "dossiers"), before, after, strict=True):
        if old != new:
            note(session, "indicator", indicator.id, actor, "changed", field=field)
    for table in (IndicatorStep, IndicatorUnit, IndicatorDossier):
        session.execute(
            delete(table).where(table.indicator_id == indicator.id), execution_options=_PLAIN
        )
    _hang(session, indicator.id, steps, unit_ids, dossier_ids)
    revision.mark(session)


def withdraw(session: Session, indicator: Indicator, reason: str, actor: Actor) -> None:
    """Nothing of it is asked any more; what was given stays."""
    indicator.withdrawn_at, indicator.withdrawn_by = actor.at, actor.name
    indicator.withdrawn_reason = reason
    note(session, "indicator", indicator.id, actor, "withdrawn", reason=reason)


def restore(session: Session, indicator: Indicator, actor: Actor) -> None:
    """Follow it again."""
    reason = indicator.withdrawn_reason or ""
    indicator.withdrawn_at = indicator.withdrawn_by = indicator.withdrawn_reason = None
    note(session, "indicator", indicator.id, actor, "restored", before=reason)


def _hang(
    session: Session,
    indicator_id: int,
    steps: Mapping[date, float],
    unit_ids: Iterable[int],
    dossier_ids: Iterable[int],
) -> None:
    session.add_all(
        IndicatorStep(indicator_id=indicator_id, due=due, value=value)
        for due, value in steps.items()
    )
    session.add_all(
        IndicatorUnit(indicator_id=indicator_id, unit_id=unit_id) for unit_id in unit_ids
    )
    session.add_all(
        IndicatorDossier(indicator_id=indicator_id, dossier_id=dossier_id)
        for dossier_id in dossier_ids
    )
    session.flush()


def _hung(session: Session, indicator_id: int) -> tuple[dict, set, dict]:
    """Its steps, its units, and its dossiers with their plans."""
    steps = session.execute(
        select(IndicatorStep.due, IndicatorStep.value).where(
            IndicatorStep.indicator_id == indicator_id
        )
    )
    units = select(IndicatorUnit.unit_id).where(IndicatorUnit.indicator_id == indicator_id)
    dossiers = session.execute(
        select(Dossier.id, Dossier.plan_id)
        .join(IndicatorDossier, IndicatorDossier.dossier_id == Dossier.id)
        .where(IndicatorDossier.indicator_id == indicator_id)
    )
    return (
        dict(tuple(row) for row in steps),
        set(session.scalars(units)),
        dict(tuple(row) for row in dossiers),
    )
