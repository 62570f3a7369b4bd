"""Indicators as other pages name them: beside the milestones of a dossier, and on the board."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import current_app, g

from tracker.extensions import db
from tracker.queries.indicator_rows import IndicatorRow
from tracker.queries.indicators import read_indicators
from tracker.queries.milestone_facts import is_done
from tracker.queries.plan_rows import DossierRow
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.wording import measures
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class Beside:
    """An indicator in one line. `last` is empty where nothing was given yet; `aim`: the step or
    the target that comes next."""

    id: int
    code: str
    name: Name
    standing: str
    moved: str
    last: str
    period: str
    baseline: str
    aim: str
    aim_on: date | None
    illustrative: bool
    disputed: int
    units: int


@dataclass(frozen=True, slots=True)
class Owed:
    """A late value that the reader's unit owes."""

    indicator_id: int
    unit_id: int
    period_on: date
    name: Name
    code: str
    unit: str
    period: str
    due: date
    late: int


@dataclass(frozen=True, slots=True)
class Unmoved:
    """A dossier whose milestones are done for the most part, and an indicator that stands still."""

    code: str
    dossier: DossierRow
    done: int
    total: int
    indicator: Beside


def indicators() -> list[IndicatorRow]:
    """Every indicator, read once a revision."""
    revision = reading.view().revision
    memo = current_app.extensions["memo"]
    return memo.get(("indicators", revision), lambda: read_indicators(db.session))


def _in_use() -> list[IndicatorRow]:
    """Those that are followed; nothing is read where no unit gives any value."""
    if not reading.view().reporters:
        return []
    return [row for row in indicators() if not row.withdrawn]


def beside(row: IndicatorRow) -> Beside:
    """What one line says of an indicator, in the language of the page."""
    locale, last = g.locale, row.last
    aim = row.aim(reading.today())
    newest = [value for value in row.values if last and value.period_on == last[0]]
    return Beside(
        id=row.id,
        code=row.code,
        name=measures.indicator_name(row, locale),
        standing=measures.standing(row.moved),
        moved=row.moved,
        last=measures.value(row, last[1], locale) if last else "",
        period=measures.period(last[0], row.every_months, locale) if last else "",
        baseline=measures.value(row, row.baseline, locale) if row.baseline is not None else "",
        aim=measures.value(row, aim[1], locale) if aim else "",
        aim_on=aim[0] if aim else None,
        illustrative=row.illustrative,
        disputed=sum(value.dispute_id is not None for value in newest),
        units=last[2] if last and row.by_unit else 0,
    )


def of_dossier(dossier_id: int) -> list[Beside]:
    """The indicators that a dossier is meant to move."""
    return [beside(row) for row in _in_use() if dossier_id in row.dossier_ids]


def unmoved(view: PlanView) -> list[Unmoved]:
    """« Jalons faits, indicateur immobile »: at least half of a dossier's milestones are done, and
    an indicator that they should move stands where it was, or further away."""
    found = []
    for row in _in_use():
        if row.moved not in {"still", "away"}:
            continue
        for dossier in view.dossiers:
            if dossier.id not in row.dossier_ids:
                continue
            live = [one for one in view.milestones_of(dossier.id) if not one.withdrawn]
            done = sum(is_done(view, one) for one in live)
            if done and 2 * done >= len(live):
                found.append(Unmoved(dossier.code, dossier, done, len(live), beside(row)))
    return found


def owed_by(view: PlanView, unit_ids: Collection[int]) -> list[Owed]:
    """The late values of these units, longest late first."""
    return [
        Owed(
            one.row.indicator_id,
            one.for_unit_id,
            one.period_on,
            measures.indicator_name(one.row, g.locale),
            one.row.code,
            view.directory.units[one.for_unit_id].name,
            measures.period(one.period_on, one.row.every_months, g.locale),
            one.due,
            view.calendar.between(one.due, view.today),
        )
        for one in view.values_owed
        if one.unit_id in unit_ids
    ]
