"""What becomes of each share of a unit that is merged into another: pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.commitments import Commitment


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of the commitments of a merged unit.

    `moves`: they pass to the successor. `swaps`: they pass too, and the successor's own share of
    the same milestone closes (it leads there now, or its share was released before). `closes`:
    the successor's share stays and these close. Pairs are (the merged unit's, the successor's).
    """

    moves: tuple[Commitment, ...] = ()
    swaps: tuple[tuple[Commitment, Commitment], ...] = ()
    closes: tuple[tuple[Commitment, Commitment], ...] = ()
    stay: tuple[Commitment, ...] = ()

    @property
    def leads(self) -> tuple[Commitment, ...]:
        """Those by which the successor becomes the lead where it contributed."""
        return tuple(
            own for own, other in self.swaps if own.role == "lead" and other.released_at is None
        )

    @property
    def both(self) -> int:
        """On how many milestones both had a share: the merged unit's ends in the other."""
        return len(self.closes) + len(self.leads)


def fate(own: Commitment, other: Commitment | None) -> str:
    """What becomes of a share of the merged unit: stays, moves, swaps or closes.

    `other`: the successor's commitment on the same milestone, if it has one.
    """
    if own.released_at is not None or own.answer == "done" or own.milestone.withdrawn_at:
        return "stays"
    if other is None:
        return "moves"
    return "swaps" if own.role == "lead" or other.released_at is not None else "closes"


def fates(own: Iterable[Commitment], others: Iterable[Commitment]) -> Fates:
    """Sort the commitments of the merged unit; `others`: the successor's."""
    beside = {other.milestone_id: other for other in others}
    sorted_: dict[str, list] = {"stays": [], "moves": [], "swaps": [], "closes": []}
    for commitment in own:
        other = beside.get(commitment.milestone_id)
        code = fate(commitment, other)
        sorted_[code].append((commitment, other) if code in {"swaps", "closes"} else commitment)
    return Fates(
        tuple(sorted_["moves"]),
        tuple(sorted_["swaps"]),
        tuple(sorted_["closes"]),
        tuple(sorted_["stays"]),
    )
