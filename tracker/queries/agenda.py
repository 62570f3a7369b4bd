"""The agenda of a review, made from the plan as it stands: what to decide, dossier by dossier.

Pure functions of a PlanView and of the rows handed in.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.confidence import LEVELS, Confidence
from tracker.domain.plans import Dossier
from tracker.queries.attention import Need, late_or_blocked, needs_director
from tracker.queries.contradictions import Contradiction, contradictions
from tracker.queries.plan_rows import CommitmentRow, DossierRow, MilestoneRow
from tracker.queries.plan_view import PlanView

T = TypeVar("T")
#: Why a milestone is on the agenda, what presses most first.
WHY = ("decision", "contradiction", "blocked", "late")


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of confidence given to a dossier, declared or assessed."""

    dossier_id: int
    source: str
    level: str
    sentence: str
    given_at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class Fall:
    """Confidence in a dossier that fell since the last review."""

    before: str
    now: LevelRow


@dataclass(frozen=True, slots=True)
class Point:
    """A milestone to speak of: what needs the director, where words and facts disagree, which
    commitments are blocked or late besides."""

    milestone: MilestoneRow
    needs: tuple[Need, ...]
    contradictions: tuple[Contradiction, ...]
    blocked: tuple[CommitmentRow, ...]
    late: tuple[CommitmentRow, ...]

    @property
    def why(self) -> str:
        """The first of WHY for which it is here."""
        found = (self.needs, self.contradictions, self.blocked, self.late)
        return next(code for code, rows in zip(WHY, found, strict=True) if rows)


@dataclass(frozen=True, slots=True)
class DossierAgenda:
    """What is to be said of a dossier; nothing, perhaps. `bare`: milestones of which there is
    only this to say: done, and nothing stands behind it; told in one line, and no stop of their
    own."""

    dossier: DossierRow
    points: tuple[Point, ...]
    falls: tuple[Fall, ...]
    bare: tuple[MilestoneRow, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.points or self.falls)


def agenda(view: PlanView, falls: Iterable[Fall], director_id: int) -> list[DossierAgenda]:
    """Every dossier in the plan's order, with its points, what presses most first.

    `director_id`: whose questions and units count.
    """
    needs = _grouped(needs_director(view, director_id), lambda need: need.row.milestone_id)
    pressing = _grouped(late_or_blocked(view), lambda row: row.milestone_id)
    disagree = _grouped(contradictions(view), lambda case: case.milestone_id)
    fallen = _grouped(falls, lambda fall: fall.now.dossier_id)
    points: dict[int, list[Point]] = {}
    bare: dict[int, list[MilestoneRow]] = {}
    for milestone in view.milestones.values():
        if milestone.withdrawn:
            continue
        hers, cases = needs.get(milestone.id, []), disagree.get(milestone.id, [])
        taken = {need.row.id for need in hers}
        # Its contradiction says already by how much the date has passed.
        taken |= {case.commitment_id for case in cases if case.code == "on_track_past"}
        rows = [row for row in pressing.get(milestone.id, []) if row.id not in taken]
        point = Point(
            milestone,
            tuple(hers),
            tuple(cases),
            tuple(row for row in rows if view.word(row) == "blocked"),
            tuple(row for row in rows if view.word(row) == "late"),
        )
        if not (hers or rows) and all(case.code == "done_bare" for case in cases):
            if cases:
                bare.setdefault(milestone.dossier_id, []).append(milestone)
        else:
            points.setdefault(milestone.dossier_id, []).append(point)
    return [
        DossierAgenda(
            dossier,
            tuple(sorted(points.get(dossier.id, []), key=_order)),
            tuple(fallen.get(dossier.id, [])),
            tuple(bare.get(dossier.id, [])),
        )
        for dossier in view.dossiers
    ]


def falls_since(rows: Sequence[LevelRow], since: datetime | None) -> list[Fall]:
    """Where the level that stands is lower than the one that stood at `since`: declared and
    assessed apart. `rows`: oldest first; `since` None: than the first one given."""
    found = []
    for given in _grouped(rows, lambda row: (row.dossier_id, row.source)).values():
        known = [row for row in given if since is not None and row.given_at <= since]
        before, now = (known or given[:1])[-1], given[-1]
        if LEVELS.index(now.level) > LEVELS.index(before.level):
            found.append(Fall(before.level, now))
    return found


def read_levels(session: Session, plan_id: int) -> list[LevelRow]:
    """Every level of confidence given to the dossiers of a plan, oldest first. One statement."""
    rows = session.execute(
        select(
            Confidence.dossier_id,
            Confidence.source,
            Confidence.level,
            Confidence.sentence,
            Confidence.given_at,
            Confidence.by_name,
        )
        .join(Dossier, Dossier.id == Confidence.dossier_id)
        .where(Dossier.plan_id == plan_id)
        .order_by(Confidence.given_at, Confidence.id)
    )
    return [LevelRow(*row) for row in rows]


def director_of(view: PlanView) -> int:
    """Id of the director, whose queue the agenda tells; 0 where there is none."""
    found = (one.id for one in view.directory.people.values() if one.role == "director")
    return next((one for one in found if view.directory.people[one].active), 0)


def _order(point: Point) -> tuple[int, int]:
    return WHY.index(point.why), point.milestone.position


def _grouped(items: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
