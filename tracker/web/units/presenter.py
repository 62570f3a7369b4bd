"""One unit: what it promised, who answers for it, who waits for it."""

from dataclasses import dataclass

from flask_login import current_user

from tracker.domain.standing import due, pressing_rank
from tracker.queries.directory import UnitRow
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.web.owing import asks_now
from tracker.web.promises import Promise, blocked_for, promise
from tracker.web.replies import may_reply, replied
from tracker.web.units.contacts import Contact, Monday, contacts
from tracker.web.units.overview import Merged, merged
from tracker.wording import naming
from tracker.wording.naming import Name

_SETTLED = frozenset({"done", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A commitment of another unit that this one blocks."""

    milestone_id: int
    code: str
    title: Name
    unit: Name
    since: str
    sentence: str
    reply: str
    commitment_id: int
    update_id: int
    replies: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    """`open`: most pressing first; `settled`: done or withdrawn, folded away."""

    code: str
    name: Name
    kind: str
    owes: int
    open: tuple[Promise, ...]
    settled: tuple[Promise, ...]
    contacts: tuple[Contact, ...]
    answers: str
    monday: Monday | None
    waiting: tuple[Waiting, ...]
    merged: Merged | None


def unit_page(view: PlanView, unit: UnitRow, monday: Monday | None, locale: str) -> UnitPage:
    """`monday`: the next weekly mail, or None where none will go out."""
    rows = sorted(view.by_unit.get(unit.id, ()), key=lambda row: _order(view, row))
    told = [promise(view, row, locale) for row in rows]
    recipient = view.directory.recipient_of(unit.id)
    return UnitPage(
        code=unit.code,
        name=naming.unit_name(unit, locale),
        kind=unit.kind,
        owes=sum(asks_now(row, view) for row in rows),
        open=tuple(row for row in told if row.word not in _SETTLED),
        settled=tuple(row for row in told if row.word in _SETTLED),
        contacts=contacts(view, unit.id, locale),
        answers=view.directory.people[recipient].name if recipient else "",
        monday=monday,
        waiting=_waiting(view, unit.id, locale),
        merged=merged(view, unit, locale) if unit.merged else None,
    )


def _order(view: PlanView, row: CommitmentRow) -> tuple:
    return (pressing_rank(view.word(row)), due(row), row.id)


def _waiting(view: PlanView, unit_id: int, locale: str) -> tuple[Waiting, ...]:
    """The longest wait first."""
    rows = [
        row
        for row in view.commitments
        if row.blocker_unit_id == unit_id != row.unit_id and view.standing(row) == "blocked"
    ]
    rows.sort(key=lambda row: (row.answered_on or view.today, row.id))
    return tuple(_waits(view, row, locale) for row in rows)


def _waits(view: PlanView, row: CommitmentRow, locale: str) -> Waiting:
    milestone = view.milestone_of(row)
    return Waiting(
        milestone.id,
        milestone.code,
        naming.milestone_title(milestone, locale),
        naming.unit_name(view.directory.units[row.unit_id], locale),
        blocked_for(view, row, locale),
        row.sentence,
        replied(view, row, locale),
        row.id,
        row.live_update_id or 0,
        may_reply(view, row, current_user),
    )
