"""The burn-up: milestones done, promised at the start, and forecast, as steps and as a table."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.standing import due
from tracker.queries.plan_view import PlanView

WIDTH, HEIGHT = 416, 136
LEFT, RIGHT, TOP, BOTTOM = 24, 384, 10, 116
#: Heights of the y axis: the smallest step that needs at most three lines.
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
#: Room that « 31 jalons faits sur 47 » takes on the drawing, and the height of two lines of words.
_WORDS, _LINE = 146, 15
#: Where the words of the day stand, and the first line under them.
_DAY_Y, _FIRST_Y = TOP + 5, TOP + 21
#: Abscissa up to which there is room for « prévision » at the right.
_ROOM = 290
#: Rows of the table between the plan's first and last month.
_ROWS = 9


@dataclass(frozen=True, slots=True)
class Label:
    """A word on the drawing. `what` says which; `anchor` is SVG's text-anchor."""

    what: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of the table: milestones up to `day`. `done` is None after today."""

    day: date
    done: int | None
    planned: int
    forecast: int


@dataclass(frozen=True, slots=True)
class BurnUp:
    """The drawing's paths in its own units, and the numbers behind it."""

    total: int
    done: int
    planned: int
    starts_on: date
    middle_on: date
    ends_on: date
    ticks: tuple[tuple[int, float], ...]
    now_x: float
    area: str
    real: str
    plan: str
    fore: str
    labels: tuple[Label, ...]
    table: tuple[Figures, ...]


def burn_up(view: PlanView, dossier_id: int | None = None) -> BurnUp | None:
    """The burn-up of the view's plan on its day, or of one dossier on the same axis of time; None
    where there is no milestone."""
    if view.plan is None:
        return None
    done, planned, coming = _days(view, dossier_id)
    total = len(planned)
    if not total:
        return None
    starts = min(view.plan.starts_on, view.today, planned[0], *done[:1])
    ends = max(view.plan.ends_on, view.today, planned[-1], *coming[-1:])
    scale = _Scale(starts, ends, total)
    real = scale.steps(done, starts, view.today)
    planned_now = bisect_right(planned, view.today)
    now_x, done_y = scale.x(view.today), scale.y(len(done))
    return BurnUp(
        total=total,
        done=len(done),
        planned=planned_now,
        starts_on=starts,
        middle_on=starts + (ends - starts) / 2,
        ends_on=ends,
        ticks=tuple((count, scale.y(count)) for count in _ticks(total)),
        now_x=now_x,
        area=f"{real}V{BOTTOM}H{scale.x(starts)}Z",
        real=real,
        plan=scale.steps(planned, starts, ends),
        fore=scale.steps(coming, view.today, ends, already=len(done)),
        labels=label_places(now_x, done_y, scale.y(planned_now), scale.y(total * 3 / 4)),
        table=_table(view.today, starts, ends, done, planned, coming),
    )


def _days(view: PlanView, dossier_id: int | None) -> tuple[list[date], list[date], list[date]]:
    """Days of the milestones done, promised at the start, and forecast for those still open."""
    done, planned, coming = [], [], []
    for milestone in view.milestones.values():
        if milestone.withdrawn or dossier_id not in {None, milestone.dossier_id}:
            continue
        lead = view.lead_of(milestone.id)
        planned.append(lead.first_baseline if lead else milestone.baseline_due)
        if lead is not None and lead.answer == "done" and lead.done_on:
            done.append(min(lead.done_on, view.today))
        else:
            coming.append(max(due(lead) if lead else milestone.baseline_due, view.today))
    return sorted(done), sorted(planned), sorted(coming)


@dataclass(frozen=True, slots=True)
class _Scale:
    starts: date
    ends: date
    total: int

    def x(self, day: date) -> float:
        length = max((self.ends - self.starts).days, 1)
        return round(LEFT + (RIGHT - LEFT) * (day - self.starts).days / length, 1)

    def y(self, count: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * count / self.total, 1)

    def steps(self, days: Sequence[date], start: date, end: date, already: int = 0) -> str:
        """A path that climbs by one at each of `days`, from `start` to `end`."""
        path = [f"M{self.x(start)} {self.y(already)}"]
        for count, day in enumerate(days, already + 1):
            path.append(f"H{self.x(day)}V{self.y(count)}")
        return "".join(path) + f"H{self.x(end)}"


def _ticks(total: int) -> list[int]:
    step = next((step for step in _STEPS if total < 3 * step), total)
    return list(range(0, total + 1, step))


def label_places(
    now_x: float, done_y: float, planned_y: float, forecast_y: float
) -> tuple[Label, ...]:
    """Where the words go, none over another: the day at the top; what is done under its curve, or
    above where the curve lies too low; what was promised above that; the forecast at the right."""
    above = min(done_y, planned_y) - 5
    done_after = now_x + 8 + _WORDS <= WIDTH
    done_label = BOTTOM - 6
    if done_after:
        below = done_y + 17
        done_label = max(below if below <= BOTTOM - 5 else above, _FIRST_Y + _LINE)
    planned_label = min(max(above, _FIRST_Y), done_label - _LINE)
    found = [
        _beside(now_x, "done", done_label, after=done_after),
        _beside(now_x, "planned", planned_label, after=now_x < LEFT + 140),
        _beside(now_x, "today", _DAY_Y, after=now_x < LEFT + 70),
    ]
    if now_x < _ROOM:
        under = max(round(forecast_y + 24, 1), done_label + _LINE + 2)
        room = under <= BOTTOM - 5
        found.append(Label("forecast", RIGHT, under if room else done_label - _LINE, "end"))
    return tuple(found)


def _beside(now_x: float, what: str, y: float, after: bool) -> Label:
    return Label(what, now_x + 8 if after else now_x - 8, y, "start" if after else "end")


def _table(today, starts, ends, done, planned, coming) -> tuple[Figures, ...]:
    days = sorted({*_month_ends(starts, ends), today})
    return tuple(
        Figures(
            day,
            bisect_right(done, day) if day <= today else None,
            bisect_right(planned, day),
            bisect_right(done, day) + bisect_right(coming, day),
        )
        for day in days
    )


def _month_ends(starts: date, ends: date) -> list[date]:
    """Last days of months, evenly thinned to a table's length; the last one is `ends`."""
    months, day = [], starts
    while day <= ends:
        next_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        months.append(next_month - timedelta(days=1))
        day = next_month
    every = -(-len(months) // _ROWS)
    return [day for day in months[every - 1 :: every] if day < ends] + [ends]
