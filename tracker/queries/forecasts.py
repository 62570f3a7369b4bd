"""Past postponements, and what they come to for a unit and for a dossier."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.commitments import Commitment
from tracker.domain.forecasts import Usual, usual
from tracker.domain.milestones import Milestone
from tracker.domain.updates import Update


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A date moved later by an answer that counts: whose, in which dossier, from when to when."""

    unit_id: int
    dossier_id: int
    prior_due: date
    new_due: date


@dataclass(frozen=True, slots=True)
class Own:
    """The usual slip of one's own history: of the `unit`, or of the `dossier`."""

    whose: str
    usual: Usual


@dataclass(frozen=True)
class Slips:
    """The usual slips that are known, by unit and by dossier."""

    by_unit: Mapping[int, Usual]
    by_dossier: Mapping[int, Usual]

    def of(self, unit_id: int | None, dossier_id: int) -> Own | None:
        """The unit's own, else the dossier's; None where neither has enough of them."""
        if unit_id in self.by_unit:
            return Own("unit", self.by_unit[unit_id])
        if dossier_id in self.by_dossier:
            return Own("dossier", self.by_dossier[dossier_id])
        return None


def past_moves(session: Session) -> list[MoveRow]:
    """Every postponement that counts (neither withdrawn nor corrected), of this plan and of those
    before. One statement."""
    later = aliased(Update)
    rows = session.execute(
        select(Commitment.unit_id, Milestone.dossier_id, Update.prior_due, Update.new_due)
        .join(Commitment, Commitment.id == Update.commitment_id)
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .where(
            Update.answer == "postponed",
            Update.withdrawn_at.is_(None),
            Update.new_due > Update.prior_due,
            ~exists().where(later.corrects_id == Update.id, later.withdrawn_at.is_(None)),
        )
    )
    return [MoveRow(*row) for row in rows]


def slips(
    moves: Iterable[MoveRow],
    calendar: BusinessCalendar,
    living: Callable[[int | None], int | None] = lambda unit_id: unit_id,
) -> Slips:
    """What `moves` come to. `living`: the unit that stands today for one that was merged."""
    units: dict[int | None, list[int]] = defaultdict(list)
    dossiers: dict[int, list[int]] = defaultdict(list)
    for move in moves:
        days = calendar.between(move.prior_due, move.new_due)
        units[living(move.unit_id)].append(days)
        dossiers[move.dossier_id].append(days)
    return Slips(_known(units), _known(dossiers))


def _known(groups: Mapping) -> dict[int, Usual]:
    return {key: found for key, days in groups.items() if (found := usual(days)) is not None}
