"""How boroughs are spread around the dates first promised. Pure, of a PlanView.

The measure, for a borough in a dossier: over its commitments there, the mean of the business days
between the date first promised and the day it was done, else the date said now, or today where
that date has passed. Below 0 it is ahead. What has not begun and was not answered is left out: it
is on its date by nobody's doing.
"""

from dataclasses import dataclass
from statistics import fmean

from tracker.domain.standing import due
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView

#: Boroughs from which a spread says something.
AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Borough:
    """A borough in a dossier, or in the whole plan. `days`: the measure, to a tenth."""

    unit_id: int
    days: float
    done: int
    count: int
    silent: bool

    @property
    def delivered(self) -> bool:
        """Whether all it promised there is done."""
        return self.done == self.count


@dataclass(frozen=True, slots=True)
class Spread:
    """The boroughs of a dossier, the most ahead first; `dossier_id` is None for the whole plan.

    `silent`: boroughs that have answered nothing there.
    """

    dossier_id: int | None
    boroughs: tuple[Borough, ...]

    @property
    def mean(self) -> float:
        return round(fmean(one.days for one in self.boroughs), 1)

    @property
    def lowest(self) -> float:
        return self.boroughs[0].days

    @property
    def highest(self) -> float:
        return self.boroughs[-1].days

    @property
    def width(self) -> float:
        """Between the most and the least ahead."""
        return round(self.highest - self.lowest, 1)

    @property
    def delivered(self) -> int:
        return sum(one.delivered for one in self.boroughs)

    @property
    def silent(self) -> int:
        return sum(one.silent for one in self.boroughs)


def spreads(view: PlanView) -> tuple[Spread, ...]:
    """The whole plan, then each dossier, where enough boroughs have begun something."""
    whole: dict[int, list[CommitmentRow]] = {}
    by_dossier: dict[int, dict[int, list[CommitmentRow]]] = {row.id: {} for row in view.dossiers}
    for row in view.commitments:
        if _counts(view, row):
            whole.setdefault(row.unit_id, []).append(row)
            by_dossier[row.dossier_id].setdefault(row.unit_id, []).append(row)
    found = [_spread(view, None, whole)]
    found += [_spread(view, dossier_id, rows) for dossier_id, rows in by_dossier.items()]
    return tuple(one for one in found if len(one.boroughs) >= AT_LEAST)


def off_by(view: PlanView, row: CommitmentRow) -> int:
    """Business days from the date first promised to the day it was done, or to the date it has."""
    if row.answer == "done" and row.done_on:
        end = row.done_on
    else:
        end = max(due(row), view.today) if view.days_late(row) else due(row)
    return view.calendar.between(row.first_baseline, end)


def _counts(view: PlanView, row: CommitmentRow) -> bool:
    if view.directory.units[row.unit_id].kind != "borough":
        return False
    return view.standing(row) not in {"proposed", "withdrawn", "no_lead", "upcoming"}


def _spread(view: PlanView, dossier_id: int | None, rows: dict[int, list[CommitmentRow]]) -> Spread:
    boroughs = [
        Borough(
            unit_id,
            round(fmean(off_by(view, row) for row in some), 1),
            sum(row.answer == "done" for row in some),
            len(some),
            all(row.answer is None for row in some),
        )
        for unit_id, some in rows.items()
    ]
    places = {unit.id: unit.position for unit in view.directory.units.values()}
    return Spread(
        dossier_id, tuple(sorted(boroughs, key=lambda one: (one.days, places[one.unit_id])))
    )
