"""Indicators as their pages tell them: where each stands, and who owes the next value."""

from dataclasses import dataclass
from datetime import date

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.proportions import spread
from tracker.queries.indicator_rows import IndicatorRow
from tracker.queries.plan_rows import DossierRow
from tracker.queries.plan_view import PlanView
from tracker.web.indicators.trajectory import Strip, Trajectory, strip, trajectory
from tracker.web.indicators.value_lines import ValueLine, value_lines
from tracker.web.measured import Beside, beside
from tracker.wording import measures, naming
from tracker.wording.naming import Name
from tracker.wording.spelled import capitalised, spelled


@dataclass(frozen=True, slots=True)
class Owing:
    """Who gives the next value of what period, until when; `late` in business days."""

    unit_id: int
    code: str
    name: Name
    period: str
    period_on: date
    due: date
    late: int


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the list."""

    beside: Beside
    dossiers: tuple[DossierRow, ...]
    next: Owing | None
    late: int


@dataclass(frozen=True, slots=True)
class Overview:
    headline: str
    lines: tuple[Line, ...]
    withdrawn: tuple[Beside, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class UnitValue:
    """A unit's newest value, beside its dot."""

    code: str
    name: Name
    value: str
    period: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    row: IndicatorRow
    beside: Beside
    headline: str
    measure: str
    dossiers: tuple[DossierRow, ...]
    owing: tuple[Owing, ...]
    drawing: Trajectory | None
    strip: Strip | None
    apart: str
    by_unit: tuple[UnitValue, ...]
    values: tuple[ValueLine, ...]
    older: tuple[ValueLine, ...]
    givers: Name
    tips: dict[int, str]


def overview(rows: list[IndicatorRow], view: PlanView) -> Overview:
    """Every indicator in use, and below those that are no longer."""
    used = [row for row in rows if not row.withdrawn]
    lines = tuple(_line(row, view) for row in used)
    return Overview(
        _headline(lines),
        lines,
        tuple(beside(row) for row in rows if row.withdrawn),
        any(row.illustrative for row in used),
    )


def indicator_page(row: IndicatorRow, view: PlanView) -> IndicatorPage:
    """Everything the page of an indicator says."""
    told, units = beside(row), view.directory.units
    values, older = value_lines(row, view)
    newest = [(value.unit_id, value.value) for value in row.latest.values()]
    by_unit = tuple(
        UnitValue(
            units[value.unit_id].code,
            naming.unit_name(units[value.unit_id], g.locale),
            measures.value(row, value.value, g.locale),
            measures.period(value.period_on, row.every_months, g.locale),
        )
        for value in sorted(row.latest.values(), key=lambda one: units[one.unit_id].position)
    )
    return IndicatorPage(
        row=row,
        beside=told,
        headline=_said(row, told),
        measure=measures.measure_of(row, g.locale),
        dossiers=_dossiers(row, view),
        owing=() if row.withdrawn else tuple(_owing(row, view)),
        drawing=trajectory(row, view.today),
        strip=strip(newest) if row.by_unit else None,
        apart=_apart(row, [value for _unit, value in newest]) if row.by_unit else "",
        by_unit=by_unit if row.by_unit else (),
        values=values,
        older=older,
        givers=_givers(row, view),
        tips={
            unit_id: f"{units[unit_id].name} · {measures.value(row, value, g.locale)}"
            for unit_id, value in newest
        },
    )


def _line(row: IndicatorRow, view: PlanView) -> Line:
    owing = _owing(row, view)
    return Line(
        beside(row),
        _dossiers(row, view),
        owing[0] if owing else None,
        sum(o.late > 0 for o in owing),
    )


def _dossiers(row: IndicatorRow, view: PlanView) -> tuple[DossierRow, ...]:
    return tuple(one for one in view.dossiers if one.id in row.dossier_ids)


def _owing(row: IndicatorRow, view: PlanView) -> list[Owing]:
    """The next value of each unit, first due first."""
    found = []
    for unit_id in row.unit_ids:
        period, due = row.coming(unit_id, view.calendar)
        unit = view.directory.units[view.directory.living(unit_id)]
        found.append(
            Owing(
                unit_id,
                unit.code,
                naming.unit_name(unit, g.locale),
                measures.period(period, row.every_months, g.locale),
                period,
                due,
                max(0, view.calendar.between(due, view.today)),
            )
        )
    return sorted(found, key=lambda one: (one.due, view.directory.units[one.unit_id].position))


def _headline(lines: tuple[Line, ...]) -> str:
    if not lines:
        return _("Aucun indicateur n’est inscrit.")
    late = sum(line.late for line in lines)
    if not late:
        return _("Toutes les valeurs dues sont données.")
    words = ngettext(
        "%(n)s valeur est en retard.",
        "%(n)s valeurs sont en retard.",
        late,
        n=spelled(late, g.locale, feminine=True),
    )
    return capitalised(words)


def _said(row: IndicatorRow, told: Beside) -> str:
    """« Délai moyen d’un permis : 40 jours, cible 30 jours »."""
    if not told.last:
        return _("%(name)s : pas encore de valeur", name=told.name)
    if row.target is None:
        return _("%(name)s : %(value)s", name=told.name, value=told.last)
    return _(
        "%(name)s : %(value)s, pour une cible de %(target)s",
        name=told.name,
        value=told.last,
        target=measures.value(row, row.target, g.locale),
    )


def _apart(row: IndicatorRow, values: list[float]) -> str:
    found = spread(values)
    if found is None:
        return _("Trop peu d’unités ont donné une valeur pour dire leur écart.")
    return _(
        "De %(low)s à %(high)s d’une unité à l’autre, autour d’une moyenne simple de %(mean)s.",
        low=measures.value(row, found.low, g.locale),
        high=measures.value(row, found.high, g.locale),
        mean=measures.value(row, found.mean, g.locale),
    )


def _givers(row: IndicatorRow, view: PlanView) -> Name:
    """Who gives the values: the unit, or how many of them."""
    if len(row.unit_ids) == 1:
        return naming.unit_name(view.directory.units[row.unit_ids[0]], g.locale)
    return Name(ngettext("%(num)s unité", "%(num)s unités", len(row.unit_ids)))
