"""The calendar of a dossier as geometry: where each line, bar and diamond of the SVG goes.

Lengths are in units of the drawing's viewBox. No word is chosen here, only placed.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

#: Average width of a letter of the labels; only used to keep them inside the drawing.
_LETTER = 7.0
#: Room for the words of a mark of the axis.
_TICK_WORDS = 46
#: Months between two marks of the axis, the finest that leaves them room.
_STEPS = (3, 6, 12, 24, 60)


@dataclass(frozen=True, slots=True)
class Track:
    """One milestone. `label` is written at its diamond, `name` said of it; `lang` of its title."""

    code: str
    title: str
    lang: str
    href: str
    starts: date
    baseline: date
    due: date
    done: bool
    late: bool
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet to draw on: its size, where time goes on it, and how tall things are."""

    width: float
    left: float
    right: float
    top: float
    row: float
    ghost: float
    bar: float
    mark: float
    apart: float
    titles: bool


WIDE = Frame(1280, 430, 1130, 40, 46, 12, 6, 8, 84, True)
NARROW = Frame(358, 8, 344, 28, 50, 10, 5, 7, 78, False)
#: Letters on a line of a title, and pixels between its left edge and the code's.
_TITLE_LETTERS, _TITLE_INDENT = 46, 58


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    day: date
    with_year: bool


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A milestone drawn. `mark`: class of its diamond; `anchor`: of its label."""

    track: Track
    bottom: float
    center: float
    title: tuple[tuple[float, str], ...]
    ghost: Bar
    bar: Bar | None
    slip: tuple[float, float] | None
    x: float
    mark: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    frame: Frame
    height: float
    bottom: float
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    today_x: float | None
    today_anchor: str
    indent: int = _TITLE_INDENT


def draw(tracks: Sequence[Track], today: date, frame: Frame) -> Drawing | None:
    """The drawing of `tracks`, in their order; None where there is nothing to draw."""
    if not tracks:
        return None
    first = min(min(track.starts, track.baseline, track.due) for track in tracks)
    last = max(max(track.baseline, track.due) for track in tracks)
    scale = _Scale(first.replace(day=1), last, frame)
    bottom = frame.top + frame.row * len(tracks)
    within = first.replace(day=1) <= today <= last
    today_x = scale.x(today) if within else None
    return Drawing(
        frame,
        bottom + 32,
        bottom,
        _ticks(scale),
        tuple(_row(track, index, scale, today) for index, track in enumerate(tracks)),
        today_x,
        _anchor(today_x or 0, frame),
    )


class _Scale:
    """From days to abscissas."""

    def __init__(self, first: date, last: date, frame: Frame) -> None:
        self.first, self.last, self.frame = first, last, frame
        self.per_day = (frame.right - frame.left) / max(1, (last - first).days)

    def x(self, day: date) -> float:
        return round(self.frame.left + (day - self.first).days * self.per_day, 1)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
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


def _row(track: Track, index: int, scale: _Scale, today: date) -> Row:
    frame = scale.frame
    top = frame.top + index * frame.row
    center = top + (frame.row / 2 if frame.titles else frame.row - 17)
    x, start, promised = scale.x(track.due), scale.x(track.starts), scale.x(track.baseline)
    slipped = track.due > track.baseline
    label_x, label_y, anchor = _label(track, frame, x, start, top, center)
    return Row(
        track,
        top + frame.row,
        center,
        _title(track, top) if frame.titles else (),
        Bar(start, center - frame.ghost / 2, round(max(promised - start, 2), 1)),
        _bar(track, scale, today, center),
        (promised, x) if slipped else None,
        x,
        "done" if track.done else "slip" if slipped or track.late else "next",
        label_x,
        label_y,
        anchor,
    )


def _bar(track: Track, scale: _Scale, today: date, center: float) -> Bar | None:
    """Time gone by: up to the end once done, else up to today; never past the first promise."""
    end = min(track.due if track.done else today, track.baseline)
    if end <= track.starts:
        return None
    start = scale.x(track.starts)
    y = center - scale.frame.bar / 2
    return Bar(start, y, round(scale.x(end) - start, 1))


def _label(
    track: Track, frame: Frame, x: float, start: float, top: float, center: float
) -> tuple[float, float, str]:
    """Beside the diamond where there are titles; else above the bar, beginning with it."""
    if frame.titles:
        return x + 14, center + 5, "start"
    length = (len(track.code) + 1 + len(track.label)) * _LETTER
    if start + length > frame.width - 2:
        return frame.width - 2, top + 18, "end"
    return start, top + 18, "start"


def _title(track: Track, top: float) -> tuple[tuple[float, str], ...]:
    lines = textwrap.wrap(track.title, _TITLE_LETTERS, max_lines=2, placeholder=" …")
    return tuple((top + 20 + 17 * index, line) for index, line in enumerate(lines))


def _anchor(x: float, frame: Frame) -> str:
    """Where the words « aujourd’hui » hold on to their line, so that they stay on the sheet."""
    if x < 80:
        return "start"
    return "end" if x > frame.width - 80 else "middle"
