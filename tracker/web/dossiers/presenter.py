"""One dossier as its page shows it: where it stands, its calendar, its milestones."""

from dataclasses import dataclass
from datetime import date

from tracker.queries.milestone_facts import (
    contributions,
    first_baseline,
    is_done,
    milestone_due,
    milestone_word,
    next_due,
)
from tracker.queries.plan_rows import DossierRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web.burn_up import BurnUp, burn_up
from tracker.web.contradictions import Contradiction, contradictions
from tracker.web.timelines import NARROW, WIDE, Drawing, draw
from tracker.web.tracks import track_of
from tracker.wording import naming, plan
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
    baseline: date
    due: date
    slip: str
    settled: bool
    done: int
    total: int
    word: str
    hatched: bool


@dataclass(frozen=True, slots=True)
class DossierPage:
    code: str
    name: Name
    role: str
    lead: Name | None
    lead_code: str
    done: int
    total: int
    next_due: date | None
    flags: tuple[Contradiction, ...]
    lines: tuple[Line, ...]
    wide: Drawing | None
    narrow: Drawing | None
    burn: BurnUp | None


def dossier_page(view: PlanView, dossier: DossierRow, locale: str) -> DossierPage:
    """Everything the page of a dossier says. Withdrawn milestones are listed, not drawn."""
    milestones = view.milestones_of(dossier.id)
    live = [milestone for milestone in milestones if not milestone.withdrawn]
    tracks = [track_of(view, milestone, locale) for milestone in live]
    lead = view.directory.units.get(dossier.lead_unit_id or 0)
    ahead = next_due(view, live)
    return DossierPage(
        code=dossier.code,
        name=naming.dossier_title(dossier, locale),
        role=dossier.bureau_role,
        lead=naming.unit_name(lead, locale) if lead else None,
        lead_code=lead.code if lead else "",
        done=sum(is_done(view, milestone) for milestone in live),
        total=len(live),
        next_due=milestone_due(view, ahead) if ahead else None,
        flags=tuple(found for row in live for found in contradictions(view, row, locale)),
        lines=tuple(_line(view, milestone, locale) for milestone in milestones),
        wide=draw(tracks, view.today, WIDE),
        narrow=draw(tracks, view.today, NARROW),
        burn=burn_up(view, dossier.id) if len(live) >= CURVE_FROM else None,
    )


def _line(view: PlanView, milestone: MilestoneRow, locale: str) -> Line:
    lead = view.lead_of(milestone.id)
    unit = view.directory.units[lead.unit_id] if lead else None
    word = milestone_word(view, milestone)
    done, total = contributions(view, milestone)
    return Line(
        id=milestone.id,
        code=milestone.code,
        title=naming.milestone_title(milestone, locale),
        kind=milestone.kind,
        lead=naming.unit_name(unit, locale) if unit else None,
        lead_code=unit.code if unit else "",
        baseline=first_baseline(view, milestone),
        due=milestone_due(view, milestone),
        slip=plan.slip(view, lead, locale) if lead else "",
        settled=word in {"done", "withdrawn"},
        done=done,
        total=total,
        word=word,
        hatched=bool(lead and word != "silent" and view.flags(lead).silent),
    )
