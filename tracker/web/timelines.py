"""Milestones in time as geometry: where each line, bar and diamond of the SVG goes.

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
    """One milestone. `label` is written at its diamond, `name` said of it; `lang` of its title.

    `likely`: the earliest and the latest day that its own history lets expect, where it is known.
    """

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
    likely: tuple[date, date] | None = None


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
#: Pixels between the left edge of a title and its code's.
_TITLE_INDENT = 58


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
    likely: Bar | None
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
    indent: int


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a scale goes from and to."""

    first: date
    last: date


def span_of(tracks: Sequence[Track]) -> Span:
    """From the first of the month in which the earliest begins to the latest day of any."""
    first = min(min(track.starts, track.baseline, track.due) for track in tracks)
    last = max(max(track.baseline, track.due, *(track.likely or ())) for track in tracks)
    return Span(first.replace(day=1), last)


def draw(
    tracks: Sequence[Track], today: date, frame: Frame, span: Span | None = None
) -> Drawing | None:
    """The drawing of `tracks`, in their order; None where there is nothing to draw.

    `span`: the days of the scale, where several drawings share one; else what `tracks` need.
    """
    if not tracks:
        return None
    scale = _Scale(span or span_of(tracks), frame)
    bottom = frame.top + frame.row * len(tracks)
    today_x = scale.x(today) if scale.first <= today <= scale.last else None
    return Drawing(
        frame,
        bottom + frame.foot,
        bottom,
        _ticks(scale),
        tuple(_row(track, index, scale, today) for index, track in enumerate(tracks)),
        today_x,
        _anchor(today_x or 0, frame),
        _TITLE_INDENT if frame.beside else 0,
    )


class _Scale:
    """From days to abscissas."""

    def __init__(self, span: Span, frame: Frame) -> None:
        self.first, self.last, self.frame = span.first, span.last, frame
        self.per_day = (frame.right - frame.left) / max(1, (span.last - span.first).days)

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
    center = top + (frame.row / 2 if frame.beside else frame.row - 17)
    x, start, promised = scale.x(track.due), scale.x(track.starts), scale.x(track.baseline)
    slipped = track.due > track.baseline
    label_x, label_y, anchor = _label(track, frame, x, start, top, center)
    return Row(
        track,
        top + frame.row,
        center,
        _title(track, top, frame),
        Bar(start, center - frame.ghost / 2, round(max(promised - start, 2), 1)),
        _bar(track, scale, today, center),
        (promised, x) if slipped else None,
        _likely(track, scale, center),
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
    """Beside the diamond where titles stand beside; else above the bar, beginning with it."""
    if frame.beside:
        return x + 14, center + 5, "start"
    length = (len(track.code) + 1 + len(track.label)) * _LETTER
    if start + length > frame.width - 2:
        return frame.width - 2, center - 15, "end"
    return start, center - 15, "start"


def _likely(track: Track, scale: _Scale, center: float) -> Bar | None:
    """What history lets expect, as a band under the diamond."""
    if track.likely is None:
        return None
    start, end = map(scale.x, track.likely)
    return Bar(start, center - scale.frame.mark, round(max(end - start, 2), 1))


def _title(track: Track, top: float, frame: Frame) -> tuple[tuple[float, str], ...]:
    if not frame.lines:
        return ()
    lines = textwrap.wrap(track.title, frame.letters, max_lines=frame.lines, placeholder=" …")
    first = top + (16 if frame.above else frame.row / 2 + (5 if frame.lines == 1 else -3))
    return tuple((first + 17 * index, line) for index, line in enumerate(lines))


def _anchor(x: float, frame: Frame) -> str:
    """Where the words « aujourd’hui » hold on to their line, so that they stay on the sheet."""
    if x < 80:
        return "start"
    return "end" if x > frame.width - 80 else "middle"
