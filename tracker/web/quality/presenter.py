"""What lacks to the plan as its page shows it: counts that are filters, lines with a door each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries import quality
from tracker.queries.directory import UnitRow
from tracker.queries.plan_view import PlanView
from tracker.queries.quality import Lack
from tracker.web import reading
from tracker.web.quality.doors import Door, door
from tracker.wording import naming
from tracker.wording import quality as words
from tracker.wording.naming import Name

#: Lines of each heading while nothing is filtered, and at most under a filter.
_FEW, _MANY = 6, 200
#: What is told by unit.
_OF_UNITS = ("no_contact", "silent", "contradiction")


@dataclass(frozen=True, slots=True)
class Filter:
    """A count that leads to its lines; `chosen`: it is in force, and leads back."""

    what: str
    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to mend: its title, what lacks, of which unit, where it is mended."""

    code: str
    title: Name
    url: str
    text: str
    unit: Name | None
    unit_code: str
    door: Door


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; `more`: how many are not shown here."""

    what: str
    title: str
    count: int
    lines: tuple[Line, ...]
    more: int
    url: str


@dataclass(frozen=True, slots=True)
class OfUnit:
    """One row of the table by unit: counts that are filters."""

    name: Name
    code: str
    url: str
    total: int
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class QualityPage:
    headline: str
    total: int
    filters: tuple[Filter, ...]
    sorts: tuple[Filter, ...]
    unit: Name | None
    without_unit: str
    filtered: bool
    groups: tuple[Group, ...]
    columns: tuple[str, ...]
    units: tuple[OfUnit, ...]


def quality_page(view: PlanView, what: str, unit: UnitRow | None, locale: str) -> QualityPage:
    """`what`: of WHATS or of SORTS, or empty; `unit`: whose alone, or None for all."""
    rows = quality.lacks(view, reading.bureau().bilingual)
    unit_id = unit.id if unit else None
    of_unit = [one for one in rows if quality.fits(one, "", unit_id)]
    shown = [one for one in of_unit if quality.fits(one, what, None)]
    counts = quality.counts(of_unit)
    code = unit.code if unit else ""

    def filters(whats: Sequence[str]) -> tuple[Filter, ...]:
        return tuple(
            Filter(one, words.what(one), counts[one], _url("" if one == what else one, code), True)
            if one == what
            else Filter(one, words.what(one), counts[one], _url(one, code), False)
            for one in whats
            if counts[one] or one == what
        )

    return QualityPage(
        headline=_headline(len(rows)),
        total=len(rows),
        filters=filters(quality.WHATS),
        sorts=filters(quality.SORTS),
        unit=naming.unit_name(unit, locale) if unit else None,
        without_unit=_url(what, ""),
        filtered=bool(what or unit),
        groups=_groups(view, shown, code, _MANY if what else _FEW, locale),
        columns=tuple(words.what(one) for one in _OF_UNITS),
        units=_units(view, rows, locale),
    )


def _headline(total: int) -> str:
    if not total:
        return _("Rien ne manque au plan.")
    return ngettext("Une chose manque au plan.", "%(num)s choses manquent au plan.", total)


def _url(what: str, unit: str) -> str:
    return url_for("quality.page", what=what or None, unit=unit or None)


def _groups(
    view: PlanView, shown: Sequence[Lack], code: str, limit: int, locale: str
) -> tuple[Group, ...]:
    found = []
    for what in quality.WHATS:
        rows = [one for one in shown if one.what == what]
        if rows:
            lines = tuple(_line(view, one, locale) for one in rows[:limit])
            more = len(rows) - len(lines)
            title = words.what(what)
            found.append(Group(what, title, len(rows), lines, more, _url(what, code)))
    return tuple(found)


def _line(view: PlanView, one: Lack, locale: str) -> Line:
    unit = view.directory.units.get(one.unit_id or 0)
    code, title, url = _about(view, one, unit, locale)
    return Line(
        code=code,
        title=title,
        url=url,
        text=words.told(view, one, locale),
        unit=naming.unit_name(unit, locale) if unit and one.milestone_id else None,
        unit_code=unit.code if unit else "",
        door=door(view, one, unit),
    )


def _about(view: PlanView, one: Lack, unit: UnitRow | None, locale: str) -> tuple[str, Name, str]:
    if one.milestone_id is not None:
        milestone = view.milestones[one.milestone_id]
        url = url_for("milestones.page", milestone_id=milestone.id)
        return milestone.code, naming.milestone_title(milestone, locale), url
    if one.dossier_id is not None:
        dossier = view.dossier_by_id[one.dossier_id]
        url = url_for("dossiers.page", code=dossier.code)
        return dossier.code, naming.dossier_title(dossier, locale), url
    if unit is not None:
        return "", naming.unit_name(unit, locale), url_for("units.page", code=unit.code)
    plan = view.plan
    return "", naming.plan_title(plan, locale), url_for("plan.page", plan_id=plan.id)


def _units(view: PlanView, rows: Sequence[Lack], locale: str) -> tuple[OfUnit, ...]:
    """Units to which something lacks, those with the most first."""
    count: dict[int, Counter[str]] = {}
    for one in rows:
        if one.unit_id is not None:
            count.setdefault(one.unit_id, Counter())[one.what] += 1
    found = []
    for unit_id, of_unit in count.items():
        unit = view.directory.units[unit_id]
        found.append(
            OfUnit(
                naming.unit_name(unit, locale),
                unit.code,
                _url("", unit.code),
                sum(of_unit.values()),
                tuple((of_unit[what], _url(what, unit.code)) for what in _OF_UNITS),
            )
        )
    order = {unit.code: unit.position for unit in view.directory.units.values()}
    return tuple(sorted(found, key=lambda one: (-one.total, order[one.code])))
