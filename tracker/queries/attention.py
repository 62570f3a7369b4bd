"""What deserves attention in a plan: the same choice for the board and for the weekly mail.

Pure functions of a PlanView. Every list is ordered, most urgent first.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tracker.domain.standing import pressing_rank
from tracker.queries import raisings
from tracker.queries.plan_rows import MilestoneRow, QuestionRow, RaisingRow
from tracker.queries.plan_view import CommitmentRow, PlanView

#: Code of the Bureau among the units: what waits for it waits for its director.
BUREAU = "BASC"
#: Why something needs the director, most urgent first.
NEEDS = ("raised", "blocked_here", "help_wanted", "beyond_plan", "question_open", "proposal")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Need:
    """A commitment that needs the director; `why` holds codes of NEEDS, most urgent first.

    `proposed_at`: when the correction of its milestone's baseline was asked, if one waits;
    `raised`: what a coordinator raised with her.
    """

    row: CommitmentRow
    why: tuple[str, ...]
    proposed_at: datetime | None = None
    raised: RaisingRow | None = None


def last_slot_before(view: PlanView) -> date:
    """The day of the relance before today's: « depuis la semaine dernière » starts there.

    A plan that never sent one, or sent its last one today, looks back seven days.
    """
    last = view.plan.last_slot_on if view.plan else None
    return last if last is not None and last < view.today else view.today - _WEEK


def needs_director(view: PlanView, person_id: int) -> list[Need]:
    """Raised with her, help asked, blocked on the Direction générale or on the Bureau, due past
    the plan's end by one's own forecast, a question of `person_id` still open, or a correction
    of the baseline to decide."""
    here = blockers_of(view, person_id)
    needs = []
    for row in view.commitments:
        asked = row.question_open or _proposal(view, row, here, person_id)
        if view.standing(row) in {"withdrawn", "proposed", "done"} and not asked:
            continue
        why = tuple(code for code in NEEDS if _CHECKS[code](view, row, here, person_id))
        if why:
            raised = raisings.raised_to_director(view, row.id)
            needs.append(Need(row, why, view.milestone_of(row).proposed_at, raised))
    return sorted(needs, key=lambda need: need_order(view, need))


def directors(view: PlanView) -> list[int]:
    """Ids of the people who direct the Bureau today."""
    people = view.directory.people.values()
    return [one.id for one in people if one.role == "director" and one.active]


def needs_of_direction(view: PlanView) -> list[Need]:
    """What needs any of the directors, each commitment once."""
    found: dict[int, Need] = {}
    for person_id in directors(view) or [0]:
        for need in needs_director(view, person_id):
            known = found.get(need.row.id, need)
            why = tuple(code for code in NEEDS if code in known.why or code in need.why)
            found[need.row.id] = replace(need, why=why)
    return sorted(found.values(), key=lambda need: need_order(view, need))


def unanswered_on_dossiers(view: PlanView, person_id: int) -> list[QuestionRow]:
    """Questions of `person_id` on dossiers that nobody has answered yet, the oldest first."""
    if view.plan is None or view.plan.state != "approved":
        return []
    return [row for row in view.questions if row.asked_by_id == person_id]


def questions_of_direction(view: PlanView) -> list[QuestionRow]:
    """Questions of the directors on dossiers that nobody has answered yet."""
    return [row for one in directors(view) for row in unanswered_on_dossiers(view, one)]


def changed_since(view: PlanView, day: date) -> list[CommitmentRow]:
    """Commitments whose live answer was given on `day` or later, `day` included: most answers
    come in the hours after the mail."""
    rows = [
        row
        for row in view.commitments
        if row.said_on is not None and row.said_on >= day and _counts(view, row)
    ]
    return sorted(rows, key=lambda row: urgency(view, row))


def late_or_blocked(view: PlanView) -> list[CommitmentRow]:
    """Commitments that stand late or blocked: blocked first, then the longest late."""
    rows = [row for row in view.commitments if view.word(row) in {"blocked", "late"}]
    return sorted(rows, key=lambda row: urgency(view, row))


def slipped_since(view: PlanView, day: date) -> list[CommitmentRow]:
    """What was put off to a later date on `day` or later, the furthest from its first date first;
    then what stands late or blocked."""
    moved = sorted(put_off(changed_since(view, day)), key=view.slippage, reverse=True)
    told = {row.id for row in moved}
    return moved + [row for row in late_or_blocked(view) if row.id not in told]


def silent(view: PlanView) -> list[CommitmentRow]:
    """Commitments in silence (also those that are late besides), the longest first."""
    rows = [row for row in view.commitments if view.flags(row).silent]
    return sorted(rows, key=lambda row: silence_order(view, row))


def silence_order(view: PlanView, row: CommitmentRow) -> tuple[int, ...]:
    """What silent rows are put in order by."""
    return (-view.silent_for(row), *urgency(view, row))


def worst_slip(view: PlanView, changes: list[CommitmentRow]) -> CommitmentRow | None:
    """Of this week's moves to a later date, the one furthest from its first baseline."""
    moved = [row for row in put_off(changes) if view.slippage(row) > 0]
    return max(moved, key=view.slippage, default=None)


def put_off(changes: list[CommitmentRow]) -> list[CommitmentRow]:
    """Of `changes`, the answers that put a date off to a later one."""
    return [
        row
        for row in changes
        if row.answer == "postponed"
        and row.new_due
        and row.prior_due
        and row.new_due > row.prior_due
    ]


def need_order(view: PlanView, need: Need) -> tuple[int, ...]:
    """What needs are put in order by."""
    return (NEEDS.index(need.why[0]), *urgency(view, need.row))


def _counts(view: PlanView, row: CommitmentRow) -> bool:
    return view.standing(row) not in {"withdrawn", "proposed"}


def urgency(view: PlanView, row: CommitmentRow) -> tuple[int, int, int, int]:
    """What rows are put in order by: how they stand, how late, then their place in the plan."""
    milestone = view.milestone_of(row)
    dossier = view.dossier_by_id[milestone.dossier_id]
    return (
        pressing_rank(view.word(row)),
        -view.days_late(row),
        dossier.position,
        milestone.position,
    )


def blockers_of(view: PlanView, person_id: int) -> frozenset[int]:
    """Units that wait on the director when they block: the Direction générale, the Bureau, hers."""
    hers = {unit.id for unit in view.directory.units_of(person_id)}
    return frozenset(
        view.directory.living(unit.id) or unit.id
        for unit in view.directory.units.values()
        if unit.kind == "direction" or unit.code == BUREAU or unit.id in hers
    )


def _blocked_here(view: PlanView, row: CommitmentRow, here: frozenset[int], _person: int) -> bool:
    return view.word(row) == "blocked" and row.blocker_unit_id in here


def _raised(view: PlanView, row: CommitmentRow, _here: frozenset[int], _person: int) -> bool:
    return raisings.raised_to_director(view, row.id) is not None


def _help(view: PlanView, row: CommitmentRow, _here: frozenset[int], _person: int) -> bool:
    return view.flags(row).help_wanted


def _beyond(view: PlanView, row: CommitmentRow, _here: frozenset[int], _person: int) -> bool:
    own = row.role == "lead" or row.forecast is not None
    return own and view.flags(row).beyond_plan


def _question(view: PlanView, row: CommitmentRow, _here: frozenset[int], person_id: int) -> bool:
    hers = row.question_open and any(
        asked.asked_by_id == person_id for asked in view.questions_on(row.id)
    )
    return hers and _counts(view, row)


def _proposal(view: PlanView, row: CommitmentRow, _here: frozenset[int], _person: int) -> bool:
    """Whether a correction of the milestone's baseline waits; said once, on its lead's row."""
    milestone = view.milestone_of(row)
    if milestone.proposal_id is None or not _followed(view, milestone):
        return False
    return row == (view.lead_of(milestone.id) or view.by_milestone[milestone.id][0])


def _followed(view: PlanView, milestone: MilestoneRow) -> bool:
    approved = view.plan is not None and view.plan.state == "approved"
    return approved and not milestone.withdrawn


_CHECKS: dict[str, Callable[[PlanView, CommitmentRow, frozenset[int], int], bool]] = {
    "raised": _raised,
    "blocked_here": _blocked_here,
    "help_wanted": _help,
    "beyond_plan": _beyond,
    "question_open": _question,
    "proposal": _proposal,
}
