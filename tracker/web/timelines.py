"""Milestones in time as geometry: where each line, bar and diamond of the SVG goes.

Lengths are in units of the drawing's viewBox. No word is chosen here, only placed.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.web.time_scale import Frame, Scale, Span, Tick, ticks

#: Average width of a letter of the labels; only used to keep them inside the drawing.
_LETTER = 7.0
#: Pixels between the left edge of a title and its code's.
_TITLE_INDENT = 58


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
    scale = Scale(span or span_of(tracks), frame)
    bottom = frame.top + frame.row * len(tracks)
    today_x = scale.x(today) if scale.first <= today <= scale.last else None
    return Drawing(
        frame,
        bottom + frame.foot,
        bottom,
        ticks(scale),
        tuple(_row(track, index, scale, today) for index, track in enumerate(tracks)),
        today_x,
        _anchor(today_x or 0, frame),
        _TITLE_INDENT if frame.beside else 0,
    )


def _row(track: Track, index: int, scale: Scale, today: date) -> Row:
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


def _bar(track: Track, scale: Scale, today: date, center: float) -> Bar | None:
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


def _likely(track: Track, scale: Scale, center: float) -> Bar | None:
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
