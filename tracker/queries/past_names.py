"""What units were called when something was said: a closed history keeps the old name."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.changes import Change
from tracker.domain.commitments import Commitment
from tracker.domain.units import UnitName


@dataclass(frozen=True, slots=True)
class Passing:
    """A commitment passed to another unit at `at`; it bore the name `before` until then."""

    commitment_id: int
    at: datetime
    before: str


@dataclass(frozen=True, slots=True)
class PastNames:
    """Official names by unit, oldest first; and the passings of a milestone's commitments."""

    by_unit: dict[int, tuple[tuple[date, str], ...]]
    passings: tuple[Passing, ...] = ()

    def name_on(self, unit_id: int, day: date) -> str:
        """The name in force on `day`: the last that began by then, else the first there is."""
        names = self.by_unit[unit_id]
        return next((name for since, name in reversed(names) if since <= day), names[0][1])

    def unit_then(self, commitment_id: int | None, unit_id: int, at: datetime) -> int | str:
        """Which unit a commitment was of at the instant `at`: an id, or its name where no unit
        bears that name any more. `unit_id`: whose it is now."""
        passing = next(
            (one for one in self.passings if one.commitment_id == commitment_id and at <= one.at),
            None,
        )
        if passing is None:
            return unit_id
        bearers = (
            unit
            for unit, names in self.by_unit.items()
            if any(name == passing.before for _since, name in names)
        )
        return next(bearers, passing.before)


def read_past_names(session: Session, milestone_id: int) -> PastNames:
    """Every name that units bore, and what passed from one to another. Two statements."""
    by_unit: dict[int, tuple[tuple[date, str], ...]] = {}
    names = UnitName.__table__.c
    for unit_id, since, name in session.execute(
        select(names.unit_id, names.valid_from, names.name).order_by(names.valid_from)
    ):
        by_unit[unit_id] = (*by_unit.get(unit_id, ()), (since, name))
    change, commitment = Change.__table__.c, Commitment.__table__.c
    passed = session.execute(
        select(change.object_id, change.at, change.before)
        .join(Commitment.__table__, commitment.id == change.object_id)
        .where(
            change.object_kind == "commitment",
            change.what == "merged",
            change.field == "unit",
            commitment.milestone_id == milestone_id,
        )
        .order_by(change.id)
    )
    return PastNames(by_unit, tuple(Passing(*row) for row in passed))
