"""What slipped and why: business days of postponement by reason and by dossier, each a link."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.queries.postponements import Postponement, Sum, summed
from tracker.web.portrait.filters import Filters
from tracker.wording import naming, numbers, plan, states
from tracker.wording.naming import Name

#: Postponements in sight before the rest is folded.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a table with its bar. `share`: of the longest, in hundredths; `leads`: where."""

    label: str
    sum: Sum
    share: float
    leads: Filters
    current: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One postponement in words. `who`: the unit; `said`: by whom, why."""

    milestone_id: int
    title: Name
    code: str
    unit: Name
    prior_due: date
    new_due: date
    days: int
    reason: str
    sentence: str
    author: str
    said_on: date


@dataclass(frozen=True, slots=True)
class Slips:
    """`late`, `late_days`: commitments past their date that moved no date, and their days."""

    headline: str
    total: Sum
    reasons: tuple[Bar, ...]
    dossiers: tuple[Bar, ...]
    lines: tuple[Line, ...]
    late: int
    late_days: int


def slips(view: PlanView, moves: Iterable[Postponement], filters: Filters, locale: str) -> Slips:
    """What `moves` come to as `filters` ask: each table keeps the choices of the others."""
    everything = tuple(moves)
    shown = _kept(view, everything, filters)
    late = [row for row in view.commitments if view.standing(row) == "late"]
    late = [row for row in late if _row_wanted(view, row, filters)]
    return Slips(
        _headline(everything, locale),
        next(iter(summed(shown, lambda _move: 0).values()), Sum()),
        _reasons(_kept(view, everything, filters.but(reason="")), filters),
        _dossiers(view, _kept(view, everything, filters.but(dossier="")), filters, locale),
        tuple(_line(view, move, locale) for move in shown),
        len(late),
        sum(view.days_late(row) for row in late),
    )


def _kept(
    view: PlanView, moves: tuple[Postponement, ...], filters: Filters
) -> tuple[Postponement, ...]:
    return tuple(
        move
        for move in moves
        if filters.reason in {"", move.reason}
        and filters.dossier in {"", view.dossier_by_id[move.dossier_id].code}
        and filters.kind in {"", _kind(view, move.unit_id)}
    )


def _row_wanted(view: PlanView, row: CommitmentRow, filters: Filters) -> bool:
    code = view.dossier_by_id[row.dossier_id].code
    return filters.dossier in {"", code} and filters.kind in {"", _kind(view, row.unit_id)}


def _kind(view: PlanView, unit_id: int) -> str:
    return "borough" if view.directory.units[unit_id].kind == "borough" else "central"


def _reasons(moves: tuple[Postponement, ...], filters: Filters) -> tuple[Bar, ...]:
    return _bars(
        moves,
        lambda move: move.reason,
        lambda code: (states.reason(code), ""),
        lambda code: filters.toggled("reason", code),
        lambda code: filters.reason == code,
    )


def _dossiers(
    view: PlanView, moves: tuple[Postponement, ...], filters: Filters, locale: str
) -> tuple[Bar, ...]:
    codes = {row.id: row.code for row in view.dossiers}

    def named(dossier_id: int) -> tuple[str, str]:
        dossier = view.dossier_by_id[dossier_id]
        own = (move for move in moves if move.dossier_id == dossier_id)
        first = next(iter(summed(own, lambda move: move.reason)))
        label = f"{dossier.code} {plan.dossier_name(dossier, locale)}"
        return label, _("Première raison : %(reason)s", reason=states.reason(first))

    return _bars(
        moves,
        lambda move: move.dossier_id,
        named,
        lambda ident: filters.toggled("dossier", codes[ident]),
        lambda ident: filters.dossier == codes[ident],
    )


def _bars(
    moves: tuple[Postponement, ...],
    by: Callable[[Postponement], Hashable],
    named: Callable[[Hashable], tuple[str, str]],
    leads: Callable[[Hashable], Filters],
    chosen: Callable[[Hashable], bool],
) -> tuple[Bar, ...]:
    groups = summed(moves, by)
    longest = max((one.days for one in groups.values()), default=0) or 1
    bars = []
    for key, one in groups.items():
        label, note = named(key)
        share = round(100 * one.days / longest, 1)
        bars.append(Bar(label, one, share, leads(key), chosen(key), note))
    return tuple(bars)


def _line(view: PlanView, move: Postponement, locale: str) -> Line:
    milestone = view.milestones[move.milestone_id]
    return Line(
        milestone_id=milestone.id,
        title=naming.milestone_title(milestone, locale),
        code=milestone.code,
        unit=naming.unit_name(view.directory.units[move.unit_id], locale),
        prior_due=move.prior_due,
        new_due=move.new_due,
        days=move.days,
        reason=states.reason(move.reason),
        sentence=move.sentence,
        author=move.author_name,
        said_on=move.said_on,
    )


def _headline(moves: tuple[Postponement, ...], locale: str) -> str:
    """« 11 reports, 132 jours ouvrables en tout; la première raison : décision attendue. »"""
    if not moves:
        return _("Aucune date n’a été reportée.")
    total = sum(move.days for move in moves)
    first = next(iter(summed(moves, lambda move: move.reason)))
    return ngettext(
        "%(num)s report, %(days)s; la raison : %(reason)s.",
        "%(num)s reports, %(days)s en tout; première raison : %(reason)s.",
        len(moves),
        days=numbers.business_days(total, locale),
        reason=states.reason(first).lower(),
    )
