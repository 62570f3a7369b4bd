"""What deserves attention in a plan: the same choice for the board and for the weekly mail.

Pure functions of a PlanView. Every list is ordered, most urgent first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.standing import pressing_rank
from tracker.queries.plan_view import CommitmentRow, PlanView

#: Code of the Bureau among the units: what waits for it waits for its director.
BUREAU = "BASC"
#: Why something needs the director, most urgent first.
NEEDS = ("blocked_here", "help_wanted", "beyond_plan", "question_open")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Need:
    """A commitment that needs the director; `why` holds codes of NEEDS, most urgent first."""

    row: CommitmentRow
    why: tuple[str, ...]


def last_slot_before(view: PlanView) -> date:
    """The day of the relance before today's: « depuis la semaine dernière » starts there.

    A plan that never sent one, or sent its last one today, looks back seven days.
    """
    last = view.plan.last_slot_on if view.plan else None
    return last if last is not None and last < view.today else view.today - _WEEK


def needs_director(view: PlanView, person_id: int) -> list[Need]:
    """Help asked, blocked on the Direction générale or on the Bureau, due past the plan's end
    by one's own forecast, or a question of `person_id` still open."""
    here = _blockers_of(view, person_id)
    needs = []
    for row in view.commitments:
        if view.standing(row) in {"withdrawn", "proposed", "done"} and not row.question_open:
            continue
        why = tuple(code for code in NEEDS if _CHECKS[code](view, row, here, person_id))
        if why:
            needs.append(Need(row, why))
    return sorted(needs, key=lambda need: (NEEDS.index(need.why[0]), *_urgency(view, need.row)))


def changed_since(view: PlanView, day: date) -> list[CommitmentRow]:
    """Commitments whose live answer was given on `day` or later, `day` included: most answers
    come in the hours after the mail."""
    rows = [
        row
        for row in view.commitments
        if row.said_on is not None and row.said_on >= day and _counts(view, row)
    ]
    return sorted(rows, key=lambda row: _urgency(view, row))


def late_or_blocked(view: PlanView) -> list[CommitmentRow]:
    """Commitments that stand late or blocked: blocked first, then the longest late."""
    rows = [row for row in view.commitments if view.word(row) in {"blocked", "late"}]
    return sorted(rows, key=lambda row: _urgency(view, row))


def silent(view: PlanView) -> list[CommitmentRow]:
    """Commitments in silence (also those that are late besides), the longest first."""
    rows = [row for row in view.commitments if view.flags(row).silent]
    return sorted(rows, key=lambda row: (-view.silent_for(row), *_urgency(view, row)))


def worst_slip(view: PlanView, changes: list[CommitmentRow]) -> CommitmentRow | None:
    """Of this week's moves to a later date, the one furthest from its first baseline."""
    moved = [
        row
        for row in changes
        if row.answer == "postponed"
        and row.new_due
        and row.prior_due
        and row.new_due > row.prior_due
        and view.slippage(row) > 0
    ]
    return max(moved, key=view.slippage, default=None)


def _counts(view: PlanView, row: CommitmentRow) -> bool:
    return view.standing(row) not in {"withdrawn", "proposed"}


def _urgency(view: PlanView, row: CommitmentRow) -> tuple[int, int, int, int]:
    milestone = view.milestone_of(row)
    dossier = view.dossier_by_id[milestone.dossier_id]
    return (
        pressing_rank(view.word(row)),
        -view.days_late(row),
        dossier.position,
        milestone.position,
    )


def _blockers_of(view: PlanView, person_id: int) -> frozenset[int]:
    hers = {unit.id for unit in view.directory.units_of(person_id)}
    return frozenset(
        unit.id
        for unit in view.directory.units.values()
        if unit.kind == "direction" or unit.code == BUREAU or unit.id in hers
    )


def _blocked_here(view: PlanView, row: CommitmentRow, here: frozenset[int], _person: int) -> bool:
    return view.word(row) == "blocked" and row.blocker_unit_id in here


def _help(view: PlanView, row: CommitmentRow, _here: frozenset[int], _person: int) -> bool:
    return view.flags(row).help_wanted


def _beyond(view: PlanView, row: CommitmentRow, _here: frozenset[int], _person: int) -> bool:
    own = row.role == "lead" or row.forecast is not None
    return own and view.flags(row).beyond_plan


def _question(view: PlanView, row: CommitmentRow, _here: frozenset[int], person_id: int) -> bool:
    return row.question_open and row.question_by_id == person_id and _counts(view, row)


_CHECKS: dict[str, Callable[[PlanView, CommitmentRow, frozenset[int], int], bool]] = {
    "blocked_here": _blocked_here,
    "help_wanted": _help,
    "beyond_plan": _beyond,
    "question_open": _question,
}
