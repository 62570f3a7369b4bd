"""A strip of dots as geometry: one dot a borough, those of one place in a stack. No word here.

Lengths are in units of the drawing's viewBox.
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: Distance between the centres of two dots of a stack, and their radius.
APART, RADIUS = 9, 4
_TOP, _AXIS, _FOOT = 20, 12, 22
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
#: Room for the number at a mark of the axis.
_MARK = 44


@dataclass(frozen=True, slots=True)
class Sheet:
    width: float
    left: float
    right: float


WIDE, NARROW = Sheet(1280, 40, 1240), Sheet(358, 16, 342)


@dataclass(frozen=True, slots=True)
class Stack:
    """Dots at one place: where they stand and which they are, by their place in the series."""

    x: float
    ys: tuple[float, ...]
    members: tuple[int, ...]

    @property
    def top(self) -> float:
        return self.ys[-1] - RADIUS


@dataclass(frozen=True, slots=True)
class Strip:
    """`mean_x`, `low_x`, `high_x`: the mean and the range; `zero_x`: the date first promised."""

    sheet: Sheet
    height: float
    base: float
    stacks: tuple[Stack, ...]
    ticks: tuple[tuple[float, int], ...]
    mean_x: float
    low_x: float
    high_x: float
    zero_x: float


def bounds(series: Sequence[Sequence[float]]) -> tuple[float, float]:
    """What an axis shared by `series` must hold, 0 included, a little wider than they are."""
    values = [0.0, *(value for one in series for value in one)]
    low, high = min(values), max(values)
    margin = max((high - low) * 0.04, 1.0)
    return low - margin, high + margin


def strip(values: Sequence[float], mean: float, span: tuple[float, float], sheet: Sheet) -> Strip:
    """Dots for `values`, in ascending order, on an axis of `span`."""
    low, high = span
    scale = (sheet.right - sheet.left) / (high - low)

    def x(value: float) -> float:
        return round(sheet.left + (value - low) * scale, 1)

    groups: list[list[int]] = []
    for index, value in enumerate(values):
        if groups and x(value) - x(values[groups[-1][0]]) < 2 * RADIUS + 1:
            groups[-1].append(index)
        else:
            groups.append([index])
    tallest = max((len(group) for group in groups), default=1)
    base = _TOP + tallest * APART
    stacks = tuple(
        Stack(
            round(sum(x(values[index]) for index in group) / len(group), 1),
            tuple(base - RADIUS - 1 - place * APART for place in range(len(group))),
            tuple(group),
        )
        for group in groups
    )
    return Strip(
        sheet,
        base + _AXIS + _FOOT,
        base,
        stacks,
        _ticks(low, high, scale, x),
        x(mean),
        x(values[0]) if values else x(0),
        x(values[-1]) if values else x(0),
        x(0),
    )


def _ticks(low, high, scale, x) -> tuple[tuple[float, int], ...]:
    step = next((step for step in _STEPS if step * scale >= _MARK), _STEPS[-1])
    first = -int(-low // step) * step
    return tuple((x(value), value) for value in range(first, int(high) + 1, step))
