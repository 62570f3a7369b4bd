"""The whole plan in time: a drawing for each dossier, all on one scale, and the same as a table."""

from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.forecasts import Slips
from tracker.queries.milestone_facts import first_baseline, is_done, milestone_due, milestone_word
from tracker.queries.plan_rows import DossierRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web.forecasts import likely, own_slip
from tracker.web.time_scale import NARROW_DENSE, WIDE_DENSE, Frame
from tracker.web.timeline.filters import Filters
from tracker.web.timelines import Drawing, draw, span_of
from tracker.web.tracks import track_of
from tracker.wording import forecasts, naming, numbers, plan
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class Line:
    """A milestone in the table. `lead` is None where nobody carries it."""

    id: int
    code: str
    title: Name
    lead: Name | None
    baseline: date
    due: date
    slip: str
    settled: bool
    word: str
    hatched: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The milestones of a dossier, drawn for a desk and for a phone, and said."""

    code: str
    name: Name
    wide: Drawing
    narrow: Drawing
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """`usual`: what the bands come from, in words; `retired`: how many milestones were withdrawn,
    hence are not drawn."""

    headline: str
    groups: tuple[Group, ...]
    usual: tuple[str, ...]
    retired: int

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)


def whole(view: PlanView, filters: Filters, known: Slips, locale: str) -> Whole:
    """The plan as `filters` ask for it, in the plan's order. The scale is that of the whole.

    `known`: what past postponements come to.
    """
    live = [row for row in view.milestones.values() if not row.withdrawn]
    owns = {row.id: own_slip(view, known, row) for row in live}
    tracks = {row.id: track_of(view, row, locale, likely(view, owns[row.id], row)) for row in live}
    span = span_of(list(tracks.values())) if tracks else None
    groups, drawn_owns = [], {}
    for dossier in view.dossiers:
        shown = [row for row in live if _wanted(view, dossier, row, filters)]
        if not shown:
            continue
        drawn = [tracks[row.id] for row in shown]
        drawn_owns |= {row.id: owns[row.id] for row in shown}
        groups.append(
            Group(
                dossier.code,
                naming.dossier_title(dossier, locale),
                *(draw(drawn, view.today, frame, span) for frame in _frames(first=not groups)),
                tuple(_line(view, row, locale) for row in shown),
            )
        )
    return Whole(
        _headline(view, live, locale),
        tuple(groups),
        forecasts.told_each(view, drawn_owns, locale),
        len(view.milestones) - len(live),
    )


def _frames(first: bool) -> tuple[Frame, Frame]:
    """For a desk and for a phone: only the first drawing has room for the words of today."""
    if first:
        return WIDE_DENSE, NARROW_DENSE
    return replace(WIDE_DENSE, top=12), replace(NARROW_DENSE, top=12)


def _wanted(view: PlanView, dossier: DossierRow, row: MilestoneRow, filters: Filters) -> bool:
    if row.dossier_id != dossier.id or filters.dossier not in {"", dossier.code}:
        return False
    if filters.show and _slip(view, row) <= 0:
        return False
    return not filters.kind or filters.kind == _kind(view, row)


def _kind(view: PlanView, row: MilestoneRow) -> str:
    units = view.directory.units
    shares = (one for one in view.by_milestone.get(row.id, ()) if not one.released)
    return "borough" if any(units[one.unit_id].kind == "borough" for one in shares) else "central"


def _slip(view: PlanView, row: MilestoneRow) -> int:
    """Business days between the first date and the one said now; less than 0: brought forward."""
    lead = view.lead_of(row.id)
    return view.slippage(lead) if lead else 0


def _line(view: PlanView, row: MilestoneRow, locale: str) -> Line:
    lead = view.lead_of(row.id)
    word = milestone_word(view, row)
    return Line(
        id=row.id,
        code=row.code,
        title=naming.milestone_title(row, locale),
        lead=naming.unit_name(view.directory.units[lead.unit_id], locale) if lead else None,
        baseline=first_baseline(view, row),
        due=milestone_due(view, row),
        slip=plan.slip(view, lead, locale) if lead else "",
        settled=word in {"done", "withdrawn"},
        word=word,
        hatched=bool(lead and word != "silent" and view.flags(lead).silent),
    )


def _headline(view: PlanView, live: list[MilestoneRow], locale: str) -> str:
    """« 26 jalons faits sur 47; 12 ont glissé, de 45 jours ouvrables au plus. »"""
    if not live:
        return _("Aucun jalon n’est encore inscrit au plan.")
    done = sum(is_done(view, row) for row in live)
    slips = [days for row in live if (days := _slip(view, row)) > 0]
    said = ngettext(
        "%(done)s jalon fait sur %(total)s", "%(done)s jalons faits sur %(total)s", done,
        done=done, total=len(live),
    )  # fmt: skip
    if not slips:
        return _("%(said)s; aucun n’a glissé.", said=said)
    slipped = ngettext(
        "%(num)s a glissé, de %(days)s",
        "%(num)s ont glissé, de %(days)s au plus",
        len(slips),
        days=numbers.business_days(max(slips), locale),
    )
    return _("%(said)s; %(slipped)s.", said=said, slipped=slipped)
