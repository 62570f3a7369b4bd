"""How boroughs are spread around the first dates: a strip and a sentence for each dossier."""

import textwrap
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.plan_view import PlanView
from tracker.queries.spread import Borough, Spread, spreads
from tracker.web.portrait.strip import NARROW, WIDE, Stack, Strip, bounds, strip
from tracker.wording import numbers, plan

#: Letters on a line of names, on a desk and on a phone; pixels between two lines.
_LETTERS = {WIDE: 150, NARROW: 46}
LINE = 17


@dataclass(frozen=True, slots=True)
class Named:
    """A stack of dots and what it says on hover and focus, in lines that the sheet has room for."""

    stack: Stack
    said: str
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A strip with its names; `height` holds the longest of them."""

    strip: Strip
    stacks: tuple[Named, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A dossier (code empty: the whole plan): what it comes to, drawn twice."""

    code: str
    name: str
    sentence: str
    wide: Sheet
    narrow: Sheet


@dataclass(frozen=True, slots=True)
class TableRow:
    """A borough and its measure in each panel, None where it has begun nothing."""

    code: str
    name: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Boroughs:
    panels: tuple[Panel, ...]
    rows: tuple[TableRow, ...]


def boroughs(view: PlanView, locale: str) -> Boroughs:
    """The strips, all on one axis, and the table of their numbers."""
    found = spreads(view)
    span = bounds([[one.days for one in spread.boroughs] for spread in found])
    panels = tuple(_panel(view, spread, span, locale) for spread in found)
    by_unit = [{one.unit_id: one for one in spread.boroughs} for spread in found]
    rows = [
        TableRow(
            unit.code,
            unit.name,
            tuple(
                signed(some[unit.id].days, locale) if unit.id in some else None for some in by_unit
            ),
        )
        for unit in view.directory.live_units
        if any(unit.id in some for some in by_unit)
    ]
    return Boroughs(panels, tuple(rows))


def signed(days: float, locale: str) -> str:
    """« +3 », « −1,5 », « 0 »."""
    told = numbers.number(_whole(days), locale)
    return f"+{told}" if days > 0 else told


def _panel(view: PlanView, spread: Spread, span: tuple[float, float], locale: str) -> Panel:
    dossier = view.dossier_by_id.get(spread.dossier_id or 0)
    return Panel(
        dossier.code if dossier else "",
        plan.dossier_name(dossier, locale) if dossier else _("Tout le plan"),
        _sentence(view, spread, locale),
        *(_sheet(view, spread, span, sheet, locale) for sheet in (WIDE, NARROW)),
    )


def _sheet(view: PlanView, spread: Spread, span, sheet, locale: str) -> Sheet:
    drawn = strip([one.days for one in spread.boroughs], spread.mean, span, sheet)
    stacks = []
    for stack in drawn.stacks:
        members = [spread.boroughs[index] for index in stack.members]
        said = ", ".join(_named(view, one, locale) for one in members)
        lines = textwrap.wrap(said, _LETTERS[sheet])
        first = drawn.height + 4
        placed = tuple((first + LINE * place, line) for place, line in enumerate(lines))
        stacks.append(Named(stack, said, placed))
    tallest = max(len(one.lines) for one in stacks)
    return Sheet(drawn, tuple(stacks), drawn.height + LINE * tallest)


def _named(view: PlanView, one: Borough, locale: str) -> str:
    unit = view.directory.units[one.unit_id]
    return f"{unit.short} {signed(one.days, locale)}"


def _sentence(view: PlanView, spread: Spread, locale: str) -> str:
    """« 12 arrondissements sur 19 ont tout livré, 4 n’ont rien répondu; l’écart entre… »"""
    count = len(spread.boroughs)
    said = ngettext(
        "%(num)s arrondissement sur %(count)s a tout livré",
        "%(num)s arrondissements sur %(count)s ont tout livré",
        spread.delivered,
        count=count,
    )
    if not spread.delivered:
        said = _("Aucun des %(count)s arrondissements n’a encore tout livré", count=count)
    if spread.silent:
        none = ngettext("%(num)s n’a rien répondu", "%(num)s n’ont rien répondu", spread.silent)
        said = _("%(said)s, %(none)s", said=said, none=none)
    if not spread.width:
        return _("%(said)s; tous sont au même point.", said=said)
    units = view.directory.units
    return _(
        "%(said)s; l’écart entre le plus avancé (%(first)s) et le moins avancé (%(last)s) est de "
        "%(days)s.",
        said=said,
        first=units[spread.boroughs[0].unit_id].short,
        last=units[spread.boroughs[-1].unit_id].short,
        days=_days(spread.width, locale),
    )


def _days(days: float, locale: str) -> str:
    whole = _whole(days)
    if isinstance(whole, int):
        return numbers.business_days(whole, locale)
    return _("%(n)s jours ouvrables", n=numbers.number(whole, locale))


def _whole(days: float) -> int | float:
    return int(days) if days == int(days) else days
