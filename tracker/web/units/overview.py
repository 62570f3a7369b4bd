"""The units of the city: who answers for each today, and what is awaited from it."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.directory import UnitRow
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.web.owing import asks_now
from tracker.wording import naming
from tracker.wording.naming import Name
from tracker.wording.spelled import capitalised, spelled

_NOT_COUNTED = frozenset({"done", "withdrawn", "proposed", "no_lead"})


@dataclass(frozen=True, slots=True)
class Line:
    """A unit. `open`: commitments under way; `owes`: an answer is awaited before the next mail."""

    code: str
    name: Name
    answers: str
    open: int
    owes: int
    late: int
    blocked: int
    silent: int


@dataclass(frozen=True, slots=True)
class Group:
    """Boroughs, or central services."""

    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A unit that is no more: it passed into `into` on `day`."""

    code: str
    name: Name
    into_code: str
    into: Name
    day: date


@dataclass(frozen=True, slots=True)
class Overview:
    headline: str
    lede: str
    groups: tuple[Group, ...]
    merged: tuple[Merged, ...]

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)


def overview(view: PlanView, locale: str) -> Overview:
    """Every unit in the city's own order: boroughs, then the centre."""
    groups: dict[str, list[Line]] = {"borough": [], "central": []}
    for unit in view.directory.live_units:
        kind = "borough" if unit.kind == "borough" else "central"
        groups[kind].append(_line(view, unit, locale))
    lines = [line for some in groups.values() for line in some]
    return Overview(
        _headline(view, lines, locale),
        _lede(view, lines),
        tuple(Group(kind, tuple(some)) for kind, some in groups.items() if some),
        tuple(merged(view, unit, locale) for unit in view.directory.units.values() if unit.merged),
    )


def merged(view: PlanView, unit: UnitRow, locale: str) -> Merged:
    """What to say of a merged unit: into which one, since when."""
    into = view.directory.units[unit.successor_id or 0]
    return Merged(
        unit.code,
        naming.unit_name(unit, locale),
        into.code,
        naming.unit_name(into, locale),
        unit.merged_on or view.today,
    )


def under_way(view: PlanView, unit_id: int) -> list[CommitmentRow]:
    """A unit's commitments that still await something."""
    rows = view.by_unit.get(unit_id, ())
    return [row for row in rows if view.word(row) not in _NOT_COUNTED]


def _line(view: PlanView, unit: UnitRow, locale: str) -> Line:
    rows = under_way(view, unit.id)
    words = [view.word(row) for row in rows]
    recipient = view.directory.recipient_of(unit.id)
    return Line(
        code=unit.code,
        name=naming.unit_name(unit, locale),
        answers=view.directory.people[recipient].name if recipient else "",
        open=len(rows),
        owes=sum(asks_now(row, view) for row in rows),
        late=words.count("late"),
        blocked=words.count("blocked"),
        silent=sum(view.flags(row).silent for row in rows),
    )


def _headline(view: PlanView, lines: list[Line], locale: str) -> str:
    if view.plan is None:
        return _("Aucun plan n’est chargé.")
    if view.plan.state == "draft":
        return _("Le plan est un projet : rien n’est encore demandé.")
    if view.plan.state == "closed":
        return _("Le plan est clos : plus rien n’est demandé.")
    owing = sum(line.owes > 0 for line in lines)
    if not owing:
        return _("Aucune unité n’a de réponse à donner.")
    headline = ngettext(
        "%(n)s unité a une réponse à donner.",
        "%(n)s unités ont une réponse à donner.",
        owing,
        n=spelled(owing, locale, feminine=True),
    )
    return capitalised(headline)


def _lede(view: PlanView, lines: list[Line]) -> str:
    if view.plan is None or view.plan.state != "approved":
        return ""
    silent = sum(line.silent > 0 for line in lines)
    unreachable = sum(not line.answers for line in lines)
    said = [
        ngettext("%(num)s unité en silence", "%(num)s unités en silence", silent)
        if silent
        else _("Aucune unité en silence"),
        ngettext("%(num)s sans répondant", "%(num)s sans répondant", unreachable)
        if unreachable
        else _("chacune a un répondant"),
    ]
    return _("%(silent)s; %(contacts)s.", silent=said[0], contacts=said[1])
