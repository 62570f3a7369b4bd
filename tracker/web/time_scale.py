"""The sheets that milestones are drawn on, and where a day goes on them.

Lengths are in units of the drawing's viewBox.
"""

from dataclasses import dataclass
from datetime import date

#: Room for the words of a mark of the axis.
_TICK_WORDS = 46
#: Months between two marks of the axis, the finest that leaves them room.
_STEPS = (3, 6, 12, 24, 60)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet to draw on: its size, where time goes on it, and how tall things are.

    `lines` of `letters` each hold a title, none where titles are not written; they stand beside
    the drawing or, where that has no room, `above` each bar. `foot`: height of the axis' words.
    """

    width: float
    left: float
    right: float
    top: float
    row: float
    ghost: float
    bar: float
    mark: float
    apart: float
    lines: int
    letters: int
    above: bool = False
    foot: float = 32

    @property
    def beside(self) -> bool:
        """Whether titles stand beside the drawing; the label is then beside the diamond."""
        return self.lines > 0 and not self.above


WIDE = Frame(1280, 430, 1130, 40, 46, 12, 6, 8, 84, 2, 46)
NARROW = Frame(358, 8, 344, 28, 50, 10, 5, 7, 78, 0, 0)
#: The same for a whole plan, a drawing for each of its files on one scale.
WIDE_DENSE = Frame(1280, 490, 1120, 26, 28, 10, 5, 7, 76, 1, 62, foot=22)
NARROW_DENSE = Frame(358, 8, 344, 24, 66, 9, 5, 7, 78, 1, 54, above=True, foot=22)


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a scale goes from and to."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    day: date
    with_year: bool


class Scale:
    """From days to abscissas."""

    def __init__(self, span: Span, frame: Frame) -> None:
        self.first, self.last, self.frame = span.first, span.last, frame
        self.per_day = (frame.right - frame.left) / max(1, (span.last - span.first).days)

    def x(self, day: date) -> float:
        return round(self.frame.left + (day - self.first).days * self.per_day, 1)


def ticks(scale: Scale) -> tuple[Tick, ...]:
    """The marks of the axis: first days of months, as close as their words leave room for."""
    step = next((s for s in _STEPS if s * 30.4 * scale.per_day >= scale.frame.apart), _STEPS[-1])
    found: list[Tick] = []
    year = None
    months = scale.first.year * 12 + scale.first.month - 1
    months += -months % step
    while (day := date(months // 12, months % 12 + 1, 1)) <= scale.last:
        x = scale.x(day)
        if x + _TICK_WORDS <= scale.frame.width:
            found.append(Tick(x, day, day.year != year))
        year = day.year
        months += step
    return tuple(found)
