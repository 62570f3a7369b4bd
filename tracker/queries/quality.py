"""« Ce qui manque au plan »: what keeps it from being known or believed. Pure, of a PlanView.

One row is one thing to mend, by what lacks, and of which unit where it is somebody's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from tracker.domain import contradictions as rules
from tracker.domain.translations import is_stale
from tracker.queries.contradictions import Contradiction, contradictions
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.queries.to_mend import to_mend

#: What may lack, in the order it is told. The sorts of contradictions are filters of their own.
WHATS = ("no_lead", "no_contact", "no_commitment", "translation", "silent", "contradiction")
SORTS = rules.CODES
#: Calendar days without a word from which what is under way is told.
SILENT_FOR = timedelta(days=30)
_TO_MEND = {
    "no_lead": "no_lead",
    "dossier_lead": "no_lead",
    "no_contact": "no_contact",
    "away_alone": "no_contact",
    "no_commitment": "no_commitment",
}
_UNDER_WAY = frozenset({"blocked", "late", "due_soon", "to_confirm", "on_track"})


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing to mend. `what`: of WHATS; `sort` says more: the contradiction's code, `missing`
    or `stale`, `dossier` or `milestone`. `days`: since the last word, in calendar days.

    The ids say where; all are None for the title of the plan itself.
    """

    what: str
    sort: str = ""
    unit_id: int | None = None
    dossier_id: int | None = None
    milestone_id: int | None = None
    commitment_id: int | None = None
    days: int = 0
    case: Contradiction | None = None


def lacks(view: PlanView, bilingual: bool = True) -> list[Lack]:
    """All that lacks, by what, each in the order of the plan; nothing once the plan is closed.

    `bilingual`: False in a city of one language, where no translation lacks.
    """
    if view.plan is None or view.plan.state == "closed":
        return []
    found = [*_unmanned(view), *_silent(view), *_contradictions(view)]
    if bilingual:
        found += _translations(view)
    return sorted(found, key=lambda one: WHATS.index(one.what))


def fits(one: Lack, what: str, unit_id: int | None) -> bool:
    """Whether a row passes the filters; `what` is of WHATS or of SORTS, empty for all."""
    right = not what or what in {one.what, one.sort}
    return right and (unit_id is None or one.unit_id == unit_id)


def counts(rows: Iterable[Lack]) -> Counter[str]:
    """How many rows pass each filter, of WHATS and of SORTS."""
    count: Counter[str] = Counter()
    for one in rows:
        count[one.what] += 1
        if one.sort in SORTS:
            count[one.sort] += 1
    return count


def _unmanned(view: PlanView) -> Iterator[Lack]:
    for one in to_mend(view):
        what = _TO_MEND.get(one.kind)
        if what is None:
            continue
        milestone = view.milestones.get(one.milestone_id or 0)
        dossier_id = milestone.dossier_id if milestone else one.dossier_id
        sort = "dossier" if one.kind == "dossier_lead" else "milestone" if milestone else ""
        unit_id = None if milestone else one.unit_id
        yield Lack(what, sort, unit_id, dossier_id, one.milestone_id)


def _translations(view: PlanView) -> Iterator[Lack]:
    plan = view.plan
    if plan is None:
        return
    if sort := _sort(plan.title_fr, plan.title_en, plan.title_en_of):
        yield Lack("translation", sort)
    for dossier in view.dossiers:
        if sort := _sort(dossier.name_fr, dossier.name_en, dossier.name_en_of):
            yield Lack("translation", sort, dossier_id=dossier.id)
        for one in view.milestones_of(dossier.id):
            sort = _sort(one.title_fr, one.title_en, one.title_en_of)
            if sort and not one.withdrawn:
                yield Lack("translation", sort, None, dossier.id, one.id)


def _sort(french: str, english: str, english_of: str) -> str:
    """missing, stale, or nothing."""
    if not english:
        return "missing"
    return "stale" if is_stale(french, english, english_of) else ""


def _silent(view: PlanView) -> Iterator[Lack]:
    for row in view.commitments:
        if view.standing(row) not in _UNDER_WAY:
            continue
        days = _days_without_a_word(view, row)
        if days >= SILENT_FOR.days:
            yield Lack("silent", "", row.unit_id, row.dossier_id, row.milestone_id, row.id, days)


def _days_without_a_word(view: PlanView, row: CommitmentRow) -> int:
    """Since the last answer, or since it could have been asked: its start, the plan's approval."""
    since = [row.starts_on, row.said_on]
    if view.plan is not None and view.plan.approved_at is not None:
        since.append(view.plan.approved_at.date())
    return (view.today - max(day for day in since if day is not None)).days


def _contradictions(view: PlanView) -> Iterator[Lack]:
    for case in contradictions(view):
        yield Lack(
            "contradiction",
            case.code,
            case.unit_id,
            case.dossier_id,
            case.milestone_id,
            case.commitment_id,
            case=case,
        )
