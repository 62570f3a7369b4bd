"""Levels of confidence over time as geometry: two step lines over four bands.

Lengths are in units of the drawing's viewBox. No word is chosen here, only placed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.confidence import LEVELS, SOURCES
from tracker.queries.confidence import LevelRow

WIDTH, HEIGHT = 400, 172
_LEFT, _RIGHT, _TOP, _BAND, _STEP = 100, 388, 14, 32, 34
#: The two lines run beside one another where they stand on the same level.
_APART = {"declared": -5, "assessed": 5}
#: The shortest time that is drawn, so that a first level has a length.
_AT_LEAST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Band:
    """The room of one level; `y` of its top, `middle` of its word."""

    code: str
    y: int
    middle: int


@dataclass(frozen=True, slots=True)
class Strip:
    """`paths`: of each source that gave a level; `starts`, `middle`, `ends`: days of the axis."""

    bands: tuple[Band, ...]
    paths: dict[str, str]
    starts: date
    middle: date
    ends: date


def draw(rows: Sequence[LevelRow], today: date) -> Strip | None:
    """The strip of the levels of one dossier, oldest first; None where none was given."""
    if not rows:
        return None
    starts = min(rows[0].given_on, today - _AT_LEAST)
    days = max(1, (today - starts).days)

    def x(day: date) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (day - starts).days / days, 1)

    paths = {}
    for source in SOURCES:
        own = [row for row in rows if row.source == source]
        if own:
            steps = [f"M{x(own[0].given_on)} {_y(own[0])}"]
            steps += [f"H{x(row.given_on)}V{_y(row)}" for row in own[1:]]
            paths[source] = "".join((*steps, f"H{_RIGHT}"))
    bands = tuple(
        Band(code, _TOP + _STEP * place, _TOP + _STEP * place + 21)
        for place, code in enumerate(LEVELS)
    )
    return Strip(bands, paths, starts, starts + timedelta(days=days // 2), today)


def _y(row: LevelRow) -> int:
    return _TOP + _BAND // 2 + _STEP * LEVELS.index(row.level) + _APART[row.source]
