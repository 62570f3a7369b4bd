"""What a mail of a slot holds for somebody (« What the mail holds »). No session here."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from tracker.domain import ladder
from tracker.domain import standing as rules
from tracker.mail.carriers import carried_by, uncarried, unreachable
from tracker.queries.attention import silent
from tracker.queries.indicator_rows import OwedValue
from tracker.queries.plan_view import CommitmentRow, PlanView, QuestionRow
from tracker.queries.to_mend import to_mend


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment in a mail: asked for, and why; or named under « Ensuite » (why `next`)."""

    commitment_id: int
    asked: bool
    why: str


@dataclass(frozen=True, slots=True)
class Digest:
    """One person's mail: the lines of their units, and the sections that go with their role.

    `for_units`: units of which a line is in the mail. `is_coordinator`: only when there is
    something to tell a coordinator. `questions`: ids of open questions on dossiers they lead.
    `own_day`: a reminder that comes on its own day, and asks for nothing else. `decisions`: ids of
    the open decisions that they carry out, first due first. `values`: of indicators, that their
    units give and that are late.
    """

    person_id: int
    items: tuple[Item, ...]
    for_units: tuple[int, ...]
    is_director: bool = False
    is_coordinator: bool = False
    questions: tuple[int, ...] = ()
    own_day: bool = False
    decisions: tuple[int, ...] = ()
    values: tuple[OwedValue, ...] = ()


def digest_for(view: PlanView, person_id: int, mends: bool | None = None) -> Digest | None:
    """One person's mail on the view's day, or None when nothing is to be said to them.

    `mends`: whether the coordination has something to mend, where the view is a part of the plan.
    """
    if not in_force(view) or unreachable(view, person_id):
        return None
    return _digest(view, person_id, mends)


def own_day_for(view: PlanView, person_id: int, on: date) -> Digest | None:
    """One person's reminder of the day `on`, as things stand on the view's; None: nothing is left
    to be said."""
    if not in_force(view) or unreachable(view, person_id):
        return None
    rows = [row for row in view.by_recipient.get(person_id, ()) if at_its_day(view, row, on)]
    if not rows:
        return None
    units, urgent = {row.unit_id for row in rows}, partial(urgency, view)
    return Digest(
        person_id,
        tuple(Item(row.id, True, view.word(row)) for row in sorted(rows, key=urgent)),
        tuple(unit_id for unit_id in view.directory.units if unit_id in units),
        own_day=True,
    )


def at_its_day(view: PlanView, row: CommitmentRow, on: date) -> bool:
    """Whether a commitment is to be reminded of on the day `on`: at D-2 or D+1, still asked, and
    nothing was said of it that day or since."""
    said = row.said_on is not None and row.said_on >= on
    return not said and ladder.on_its_day(row, on, view.calendar) and view.asked(row)


def blocked_outside(view: PlanView) -> list[CommitmentRow]:
    """Commitments blocked by somebody outside the city: the coordinator's to chase."""
    return [
        row for row in view.commitments if view.word(row) == "blocked" and row.blocker_words.strip()
    ]


def in_force(view: PlanView) -> bool:
    """Whether the plan mails anybody at all."""
    return view.plan is not None and view.plan.state == "approved"


def _digest(view: PlanView, person_id: int, mends: bool | None) -> Digest | None:
    items, unit_ids = _lines(view, person_id)
    asking = {
        question_id: unit_id
        for question_id, unit_id in dossier_questions(view).items()
        if view.directory.recipient_of(unit_id) == person_id
    }
    values = values_asked(view, person_id)
    role = view.directory.people[person_id].role
    coordinates = role == "coordinator" and (something_to_mend(view) if mends is None else mends)
    decisions = carried_by(view, person_id)
    calls = any(one.calls(person_id, overdue=view.is_overdue(one)) for one in decisions)
    if not (items or asking or values or role == "director" or coordinates or calls):
        return None
    owners = {view.directory.living(one.owner_unit_id) for one in decisions if one.owner_unit_id}
    owing = {value.unit_id for value in values}
    return Digest(
        person_id,
        items,
        _in_order(view, {*unit_ids, *asking.values(), *owners, *owing}),
        role == "director",
        coordinates,
        tuple(asking),
        decisions=tuple(one.id for one in decisions),
        values=values,
    )


def values_asked(view: PlanView, person_id: int) -> tuple[OwedValue, ...]:
    """The late values for which the person is written to."""
    recipient = view.directory.recipient_of
    return tuple(one for one in view.values_owed if recipient(one.unit_id) == person_id)


def dossier_questions(view: PlanView) -> dict[int, int]:
    """Open questions on dossiers that have a lead: the lead unit's id by the question's."""
    leads = {dossier.id: dossier.lead_unit_id for dossier in view.dossiers}
    return {row.id: lead for row in view.questions if (lead := leads[row.dossier_id]) is not None}


def unaddressed_questions(view: PlanView) -> list[QuestionRow]:
    """Open questions on dossiers « à désigner », oldest first: no unit is there to be asked."""
    asked = dossier_questions(view)
    return [row for row in view.questions if row.id not in asked]


def _lines(view: PlanView, person_id: int) -> tuple[tuple[Item, ...], tuple[int, ...]]:
    """Asked rows, most pressing first, then what comes next; nothing where nothing is asked."""
    rows = view.by_recipient.get(person_id, ())
    asked = sorted((row for row in rows if view.asked(row)), key=partial(urgency, view))
    if not asked:
        return (), ()
    following = [
        row
        for row in rows
        if not view.asked(row) and rules.comes_next(row, view.today, view.calendar)
    ]
    following.sort(key=lambda row: (rules.due(row), row.id))
    items = [Item(row.id, True, _why(view, row)) for row in asked]
    items += [Item(row.id, False, "next") for row in following]
    shown = {row.unit_id for row in (*asked, *following)}
    return tuple(items), _in_order(view, shown)


def _in_order(view: PlanView, unit_ids: set[int]) -> tuple[int, ...]:
    """The units in the order in which they are shown."""
    units = view.directory.units
    return tuple(sorted(unit_ids, key=lambda unit_id: (units[unit_id].position, unit_id)))


def _why(view: PlanView, row: CommitmentRow) -> str:
    return rules.why_asked(row, view.today, view.calendar)


def urgency(view: PlanView, row: CommitmentRow) -> tuple:
    """What a line of a mail is put in order by, what presses most first."""
    rank = -1 if row.question_open else rules.pressing_rank(view.word(row))
    return rank, -view.days_late(row), rules.due(row), row.id


def something_to_mend(view: PlanView) -> bool:
    """Whether there is something to tell the coordination."""
    return bool(
        to_mend(view)
        or unaddressed_questions(view)
        or silent(view)
        or blocked_outside(view)
        or uncarried(view)
    )
