"""Shares of a survey: how sure one is, and whether two of them differ by more than chance.

Every share counts on its effective sample, n divided by the design effect. Formulas, at 95 %:
margin, normal approximation (Cochran 1977, § 3.6); interval, Wilson (1927); difference,
two-proportion z test with the pooled share; its interval, Newcombe (1998), method 10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from statistics import NormalDist, fmean, pstdev

#: Two-sided 95 %: « 19 fois sur 20 ».
CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
#: A unit with fewer answers than this is shown with its margin, and never ranked.
RANKED_FROM = 100
#: Fewer expected answers than this on either side, and the margin no longer tells the truth.
_NORMAL_FROM = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A share `p` from 0 to 1 among `n` answers; `design_effect` 1 is simple random sampling.

    Raises ValueError for what cannot be: p outside 0 to 1, n or the design effect not positive.
    """

    p: float
    n: float
    design_effect: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.p <= 1 or self.n <= 0 or self.design_effect <= 0:
            raise ValueError("a share is from 0 to 1, of a positive number of answers")

    @property
    def effective(self) -> float:
        """Answers that a simple random sample as precise would have."""
        return self.n / self.design_effect

    @property
    def margin(self) -> float:
        """Half the width of the 95 % interval, by the normal approximation; from 0 to 1."""
        return _Z * sqrt(self.p * (1 - self.p) / self.effective)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of Wilson, within 0 and 1."""
        n, p = self.effective, self.p
        center = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        return max(0.0, center - half), min(1.0, center + half)

    @property
    def margin_holds(self) -> bool:
        """Whether `margin` may be said; near 0 or 1 in a small sample, only `interval` may."""
        return self.effective * min(self.p, 1 - self.p) >= _NORMAL_FROM


@dataclass(frozen=True, slots=True)
class Change:
    """From one share to another, in parts of 1. `p_value` of the two-sided test."""

    difference: float
    low: float
    high: float
    z: float
    p_value: float

    @property
    def significant(self) -> bool:
        """Beyond chance at 5 %, by the test and by the interval alike."""
        return self.p_value < 1 - CONFIDENCE and (self.low > 0 or self.high < 0)

    @property
    def direction(self) -> str:
        """up, down, or none where chance alone may explain the difference."""
        if not self.significant:
            return "none"
        return "up" if self.difference > 0 else "down"


def change(before: Share, after: Share) -> Change:
    """What is to be said of the way from `before` to `after`, two independent samples."""
    z = _z(before, after)
    low, high = _newcombe(before, after)
    return Change(after.p - before.p, low, high, z, erfc(abs(z) / sqrt(2)))


def _z(before: Share, after: Share) -> float:
    n1, n2 = before.effective, after.effective
    pooled = (before.p * n1 + after.p * n2) / (n1 + n2)
    spread = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return (after.p - before.p) / spread if spread else 0.0


def _newcombe(before: Share, after: Share) -> tuple[float, float]:
    """Square-and-add of the two Wilson intervals."""
    low1, high1 = before.interval
    low2, high2 = after.interval
    difference = after.p - before.p
    below = sqrt((after.p - low2) ** 2 + (high1 - before.p) ** 2)
    above = sqrt((high2 - after.p) ** 2 + (before.p - low1) ** 2)
    return difference - below, difference + above


@dataclass(frozen=True, slots=True)
class Spread:
    """How far units lie from one another: simple mean (each counts once), extremes, standard
    deviation; in the unit of what was given."""

    count: int
    mean: float
    low: float
    high: float
    deviation: float

    @property
    def gap(self) -> float:
        return self.high - self.low


def spread(values: Sequence[float]) -> Spread | None:
    """The spread of two values or more; None of fewer."""
    if len(values) < 2:
        return None
    return Spread(len(values), fmean(values), min(values), max(values), pstdev(values))
