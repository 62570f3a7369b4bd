"""What may be expected of a date from one's own past postponements. No date is changed by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

#: Past postponements from which a median says something; below, nothing is shown.
AT_LEAST = 5


@dataclass(frozen=True, slots=True)
class Usual:
    """The median length of past postponements, in business days, and how many there were."""

    days: int
    count: int


def usual(slips: Sequence[int]) -> Usual | None:
    """The usual slip of `slips`, business days by which each past postponement moved a date; None
    below AT_LEAST. Half a day is rounded up. A date brought forward is no slip."""
    later = [days for days in slips if days > 0]
    if len(later) < AT_LEAST:
        return None
    return Usual(int(median(later) + 0.5), len(later))
