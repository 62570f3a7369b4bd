"""The way of an indicator as geometry: its values, its steps towards the target, today.

Lengths are in units of the drawing's viewBox. No word is chosen here, only placed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.queries.indicator_rows import IndicatorRow

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 64, 690, 16, 206
#: Widths of a step of the scale, before powers of ten.
_NICE = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Trajectory:
    """`line`: the values; `aim`: the steps as a staircase; `start`: the baseline."""

    dots: tuple[Dot, ...]
    line: str
    aim: str
    start: Dot | None
    target: Dot | None
    steps: tuple[Dot, ...]
    today_x: float | None
    ticks: tuple[tuple[float, float], ...]
    first: date
    last: date


def trajectory(row: IndicatorRow, today: date) -> Trajectory | None:
    """The drawing; None where there is nothing to draw yet."""
    points = [(day, value) for day, value, _count in row.series]
    if row.baseline_on:
        points.insert(0, (row.baseline_on, row.baseline))
    marks = list(row.steps)
    if row.target_on:
        marks.append((row.target_on, row.target))
    if not points and not marks:
        return None
    days = [day for day, _value in (*points, *marks)] + [today]
    scale = _Scale(min(days), max(days), [value for _day, value in (*points, *marks)])
    dots = tuple(scale.dot(day, value) for day, value, _count in row.series)
    start = scale.dot(row.baseline_on, row.baseline) if row.baseline_on else None
    drawn = [start, *dots] if start else list(dots)
    return Trajectory(
        dots=dots,
        line="".join(f"{'L' if n else 'M'}{dot.x} {dot.y}" for n, dot in enumerate(drawn)),
        aim=scale.stairs(start, marks),
        start=start,
        target=scale.dot(row.target_on, row.target) if row.target_on else None,
        steps=tuple(scale.dot(day, value) for day, value in row.steps),
        today_x=scale.x(today),
        ticks=tuple((value, scale.y(value)) for value in scale.ticks),
        first=min(days),
        last=max(days),
    )


class _Scale:
    """From days and values to places on the sheet."""

    def __init__(self, first: date, last: date, values: Sequence[float]) -> None:
        self.first, self.length = first, max((last - first).days, 1)
        low, high = min(values), max(values)
        step = _step((high - low) or abs(high) or 1)
        self.low = (low // step) * step
        count = int(-(-(high - self.low) // step)) or 1
        self.high = self.low + count * step
        self.ticks = [round(self.low + step * n, 6) for n in range(count + 1)]

    def x(self, day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - self.first).days / self.length, 1)

    def y(self, value: float) -> float:
        part = (value - self.low) / (self.high - self.low)
        return round(BOTTOM - (BOTTOM - TOP) * part, 1)

    def dot(self, day: date, value: float) -> Dot:
        return Dot(self.x(day), self.y(value), day, value)

    def stairs(self, start: Dot | None, marks: Sequence[tuple[date, float]]) -> str:
        """Each step holds until its day: the value to have reached by then."""
        if not marks:
            return ""
        ordered = sorted(marks)
        path = f"M{start.x if start else LEFT} {self.y(ordered[0][1])}"
        for number, (day, _value) in enumerate(ordered):
            path += f"H{self.x(day)}"
            if number + 1 < len(ordered):
                path += f"V{self.y(ordered[number + 1][1])}"
        return path


def _step(span: float) -> float:
    """A round step that cuts `span` in four or so."""
    power = 1.0
    while power * 10 <= span / 4:
        power *= 10
    while power > span / 4:
        power /= 10
    return next((power * nice for nice in _NICE if power * nice * 4 >= span), power * 10)


@dataclass(frozen=True, slots=True)
class Strip:
    """The newest value of each unit as dots on one line; `mean_x`: their simple mean."""

    dots: tuple[tuple[float, float, int], ...]
    mean_x: float
    low: float
    high: float


STRIP_WIDTH, STRIP_LEFT, STRIP_RIGHT = 720, 20, 700
#: Dots closer than this stand on top of one another.
_DOT = 11


def strip(values: Sequence[tuple[int, float]]) -> Strip | None:
    """`values` by unit id, on a scale from the smallest to the largest; None of fewer than two."""
    if len(values) < 2:
        return None
    numbers = [value for _unit_id, value in values]
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1

    def x(value: float) -> float:
        return round(STRIP_LEFT + (STRIP_RIGHT - STRIP_LEFT) * (value - low) / span, 1)

    rows: list[float] = []
    dots = []
    for unit_id, value in sorted(values, key=lambda pair: pair[1]):
        place = x(value)
        level = next((n for n, last in enumerate(rows) if place - last >= _DOT), len(rows))
        rows[level : level + 1] = [place]
        dots.append((place, 48.0 - _DOT * level, unit_id))
    return Strip(tuple(dots), x(sum(numbers) / len(numbers)), low, high)
