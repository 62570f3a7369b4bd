"""One dossier as its page shows it: where it stands, its calendar, its milestones."""

from dataclasses import dataclass
from datetime import date

from tracker.queries.forecasts import Slips
from tracker.queries.milestone_facts import is_done, milestone_due, milestone_word, next_due
from tracker.queries.plan_rows import DossierRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web.burn_up import BurnUp, burn_up
from tracker.web.columns import Columns, columns
from tracker.web.forecasts import likely, own_slip
from tracker.web.time_scale import NARROW, WIDE
from tracker.web.timelines import Drawing, draw
from tracker.web.tracks import track_of
from tracker.wording import forecasts, naming
from tracker.wording.naming import Name

#: Milestones from which their count over time says more than the timeline above it.
CURVE_FROM = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A milestone in the table. `lead` is None where nobody carries it."""

    id: int
    code: str
    title: Name
    kind: str
    lead: Name | None
    lead_code: str
    word: str
    hatched: bool
    columns: Columns


@dataclass(frozen=True, slots=True)
class DossierPage:
    """`disagree`: lines whose three columns do not agree; `usual`: what the bands of the calendar
    are made of, in words."""

    code: str
    name: Name
    role: str
    lead: Name | None
    lead_code: str
    done: int
    total: int
    next_due: date | None
    disagree: tuple[Line, ...]
    lines: tuple[Line, ...]
    wide: Drawing | None
    narrow: Drawing | None
    usual: tuple[str, ...]
    burn: BurnUp | None


def dossier_page(view: PlanView, dossier: DossierRow, known: Slips, locale: str) -> DossierPage:
    """Everything the page of a dossier says. Withdrawn milestones are listed, not drawn.

    `known`: what past postponements come to.
    """
    milestones = view.milestones_of(dossier.id)
    live = [milestone for milestone in milestones if not milestone.withdrawn]
    owns = {milestone.id: own_slip(view, known, milestone) for milestone in live}
    tracks = [track_of(view, one, locale, likely(view, owns[one.id], one)) for one in live]
    lead = view.directory.units.get(dossier.lead_unit_id or 0)
    ahead = next_due(view, live)
    lines = tuple(_line(view, milestone, locale) for milestone in milestones)
    return DossierPage(
        code=dossier.code,
        name=naming.dossier_title(dossier, locale),
        role=dossier.bureau_role,
        lead=naming.unit_name(lead, locale) if lead else None,
        lead_code=lead.code if lead else "",
        done=sum(is_done(view, milestone) for milestone in live),
        total=len(live),
        next_due=milestone_due(view, ahead) if ahead else None,
        disagree=tuple(line for line in lines if line.columns.against),
        lines=lines,
        wide=draw(tracks, view.today, WIDE),
        narrow=draw(tracks, view.today, NARROW),
        usual=forecasts.told_each(view, owns, locale),
        burn=burn_up(view, dossier.id) if len(live) >= CURVE_FROM else None,
    )


def _line(view: PlanView, milestone: MilestoneRow, locale: str) -> Line:
    lead = view.lead_of(milestone.id)
    unit = view.directory.units[lead.unit_id] if lead else None
    word = milestone_word(view, milestone)
    return Line(
        id=milestone.id,
        code=milestone.code,
        title=naming.milestone_title(milestone, locale),
        kind=milestone.kind,
        lead=naming.unit_name(unit, locale) if unit else None,
        lead_code=unit.code if unit else "",
        word=word,
        hatched=bool(lead and word != "silent" and view.flags(lead).silent),
        columns=columns(view, milestone, locale),
    )
