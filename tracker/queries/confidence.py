"""Levels of confidence as they are read back: declared and assessed, never blended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import confidence as rules
from tracker.domain.confidence import Confidence
from tracker.domain.plans import Dossier


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level given to a dossier by `source` (declared, assessed), by whom, when, and why."""

    id: int
    dossier_id: int
    source: str
    level: str
    sentence: str
    unit_id: int | None
    given_on: date
    given_at: datetime
    by_id: int | None
    by_name: str


@dataclass(frozen=True, slots=True)
class Change:
    """A level that replaced another of the same source."""

    before: LevelRow
    after: LevelRow

    @property
    def fell(self) -> bool:
        """Whether it became less sure."""
        return rules.fell(self.before.level, self.after.level)


def levels_of_plan(session: Session, plan_id: int) -> list[LevelRow]:
    """Every level of a plan's dossiers, oldest first. One statement."""
    table = Confidence.__table__.c
    rows = session.execute(
        select(
            table.id,
            table.dossier_id,
            table.source,
            table.level,
            table.sentence,
            table.unit_id,
            table.given_on,
            table.given_at,
            table.by_id,
            table.by_name,
        )
        .join(Dossier, Dossier.id == table.dossier_id)
        .where(Dossier.plan_id == plan_id)
        .order_by(table.id)
    )
    return [LevelRow(*row) for row in rows]


def standing_levels(rows: Iterable[LevelRow]) -> dict[tuple[int, str], LevelRow]:
    """The level that stands by (dossier, source), of rows that come oldest first."""
    return {(row.dossier_id, row.source): row for row in rows}


def changes_since(rows: Iterable[LevelRow], day: date) -> list[Change]:
    """Of rows that come oldest first, what became another level on `day` or later: from the
    level that stood before that day to the one that stands now."""
    before: dict[tuple[int, str], LevelRow] = {}
    after: dict[tuple[int, str], LevelRow] = {}
    for row in rows:
        (after if row.given_on >= day else before)[row.dossier_id, row.source] = row
    return [
        Change(before[key], row)
        for key, row in after.items()
        if key in before and before[key].level != row.level
    ]
