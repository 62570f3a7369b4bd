"""What the Monday brief is to tell of a plan: of all of it, or of one part after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy.orm import Session

from tracker.queries import attention
from tracker.queries.attention import NEEDS, Need
from tracker.queries.decisions import DecisionRow, decisions_since
from tracker.queries.plan_rows import CommitmentRow, QuestionRow
from tracker.queries.plan_view import PlanView
from tracker.queries.questions import AskedRow, asked_by
from tracker.queries.readings import unread_before
from tracker.queries.to_mend import KINDS, to_mend

#: An answer that the director has not read for so long shows in her brief.
UNREAD_AFTER = timedelta(days=7)
#: Answers in the order in which they are told: what ends, what moved closer, what only goes on.
_ANSWERS = ("done", "postponed", "on_track", "blocked")

T = TypeVar("T")


class Placed(NamedTuple, Generic[T]):
    """Something to tell, and what it is put in order by among its like."""

    order: tuple[int, ...]
    what: T


@dataclass(frozen=True, slots=True)
class Asides:
    """What the plan's rows do not say: ids of the commitments whose answer the director has not
    read, what she asked and what was decided since the brief before."""

    unread: Sequence[int]
    asked: Sequence[AskedRow]
    decisions: Sequence[DecisionRow]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a brief tells of a view, or of a part of it, on its day.

    `changes`: every answer since `since`; `changed`: less what is told under `slipped`;
    `unreached`: ids of the units to which nobody can be written.
    """

    view: PlanView
    changes: Sequence[CommitmentRow] = ()
    changed: Sequence[Placed[CommitmentRow]] = ()
    slipped: Sequence[Placed[CommitmentRow]] = ()
    needs: Sequence[Placed[Need]] = ()
    unanswered: Sequence[Placed[QuestionRow]] = ()
    unread: Sequence[Placed[CommitmentRow]] = ()
    silent: Sequence[Placed[CommitmentRow]] = ()
    unreached: Sequence[Placed[int]] = ()
    asked: Sequence[Placed[AskedRow]] = ()
    decisions: Sequence[Placed[DecisionRow]] = ()


def looks_back_to(view: PlanView) -> date:
    """The day since which a brief of the view's day tells: of the brief before it, else of the
    relance before."""
    before = view.plan.brief_on if view.plan else None
    if before is not None and before < view.today:
        return before
    return attention.last_slot_before(view)


def read_asides(session: Session, view: PlanView, since: date) -> Asides:
    """`view`: of a plan that is there, with its directors. Three statements."""
    plan_id = view.plan.id
    return Asides(
        unread_before(session, plan_id, view.today - UNREAD_AFTER),
        asked_by(session, plan_id, attention.directors(view), since),
        decisions_since(session, plan_id, since),
    )


def find_in(view: PlanView, since: date, asides: Asides) -> Findings:
    """What to tell of the rows of a view."""
    changes = attention.changed_since(view, since)
    slipped = attention.slipped_since(view, since)
    moved = {row.id for row in attention.put_off(changes)}
    told_below = {row.id for row in slipped}

    def urgency(row: CommitmentRow) -> tuple[int, ...]:
        return attention.urgency(view, row)

    return Findings(
        view,
        changes,
        changed=[
            Placed((_ANSWERS.index(row.answer or "on_track"), *urgency(row)), row)
            for row in changes
            if row.id not in told_below
        ],
        slipped=[
            Placed(
                (0, -view.slippage(row), *urgency(row))
                if row.id in moved
                else (1, 0, *urgency(row)),
                row,
            )
            for row in slipped
        ],
        needs=[
            Placed(attention.need_order(view, need), need)
            for need in attention.needs_of_direction(view)
        ],
        unread=[
            Placed((place,), view.by_id[id_])
            for place, id_ in enumerate(asides.unread)
            if id_ in view.by_id
        ],
        silent=[Placed(attention.silence_order(view, row), row) for row in attention.silent(view)],
    )


def find_beside(view: PlanView, asides: Asides, unreached: Iterable[Placed[int]]) -> Findings:
    """What to tell besides; `view`: with the rows that it names."""
    return Findings(
        view,
        unanswered=[
            # After the needs, among which they are told.
            Placed((len(NEEDS), place), row)
            for place, row in enumerate(attention.questions_of_direction(view))
        ],
        unreached=list(unreached),
        asked=[Placed((0, place), row) for place, row in enumerate(asides.asked)],
        decisions=[Placed((1, place), row) for place, row in enumerate(asides.decisions)],
    )


def unreached_of(view: PlanView) -> list[Placed[int]]:
    """Units with something open and nobody to write to."""
    units = view.directory.units
    return [
        Placed((KINDS.index(one.kind), units[one.unit_id].position), one.unit_id)
        for one in to_mend(view)
        if one.kind in {"no_contact", "away_alone"}
    ]
