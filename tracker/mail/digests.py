"""Who gets a mail in a slot, and what it is about (« What the mail holds »). No session here."""

from collections.abc import Iterator
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

#: Standings in which a unit still has something to give.
_OPEN = frozenset({"blocked", "late", "upcoming", "due_soon", "to_confirm", "on_track"})


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


@dataclass(frozen=True, slots=True)
class Skipped:
    """Somebody, or a unit, that is not written to. `reason`: a code of wording's SKIP_REASONS."""

    person_id: int | None
    unit_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Week:
    """A slot's mails (directors first, then what presses most) and who gets none."""

    digests: tuple[Digest, ...]
    skips: tuple[Skipped, ...]


def week_of(view: PlanView) -> Week:
    """Everybody's mail on the view's day; nothing at all while the plan is not in force."""
    if not _in_force(view):
        return Week((), ())
    everyone = sorted(_concerned(view))
    digests, skips = [], []
    for person_id in everyone:
        reason = unreachable(view, person_id)
        digest = None if reason else _digest(view, person_id)
        if digest is not None:
            digests.append(digest)
        else:
            skips.append(Skipped(person_id, None, reason or "nothing_to_ask"))
    skips += [Skipped(None, unit_id, "no_contact") for unit_id in units_without_contact(view)]
    return Week(tuple(sorted(digests, key=partial(_pressing, view))), tuple(skips))


def digest_for(view: PlanView, person_id: int) -> Digest | None:
    """One person's mail on the view's day, or None when nothing is to be said to them."""
    if not _in_force(view) or unreachable(view, person_id):
        return None
    return _digest(view, person_id)


def of_own_day(view: PlanView, on: date) -> Week:
    """The mails of the day `on`: to each, what stands at D-2 or D+1 that day, and no more."""
    rows = [row for row in view.commitments if at_its_day(view, row, on)] if _in_force(view) else []
    recipients = {row.unit_id: view.directory.recipient_of(row.unit_id) for row in rows}
    people = sorted({person_id for person_id in recipients.values() if person_id is not None})
    digests = [digest for one in people if (digest := own_day_for(view, one, on)) is not None]
    skips = [Skipped(None, unit_id, "no_contact") for unit_id, to in recipients.items() if not to]
    return Week(tuple(sorted(digests, key=partial(_pressing, view))), tuple(skips))


def own_day_for(view: PlanView, person_id: int, on: date) -> Digest | None:
    """One person's reminder of the day `on`, as things stand on the view's; None: nothing is left
    to be said."""
    if not _in_force(view) or unreachable(view, person_id):
        return None
    mine = (
        row for row in view.commitments if view.directory.recipient_of(row.unit_id) == person_id
    )
    rows = [row for row in mine if at_its_day(view, row, on)]
    if not rows:
        return None
    units, urgent = {row.unit_id for row in rows}, partial(_urgency, view)
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


def units_without_contact(view: PlanView) -> list[int]:
    """Units with open commitments and nobody to write to: « sans répondant »."""
    return [
        unit_id for unit_id in _open_units(view) if view.directory.recipient_of(unit_id) is None
    ]


def blocked_outside(view: PlanView) -> list[CommitmentRow]:
    """Commitments blocked by somebody outside the city: the coordinator's to chase."""
    return [
        row for row in view.commitments if view.word(row) == "blocked" and row.blocker_words.strip()
    ]


def _in_force(view: PlanView) -> bool:
    return view.plan is not None and view.plan.state == "approved"


def _digest(view: PlanView, person_id: int) -> Digest | None:
    items, unit_ids = _lines(view, person_id)
    asking = {
        question_id: unit_id
        for question_id, unit_id in dossier_questions(view).items()
        if view.directory.recipient_of(unit_id) == person_id
    }
    values = values_asked(view, person_id)
    role = view.directory.people[person_id].role
    coordinates = role == "coordinator" and _something_to_mend(view)
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
    asked = sorted((row for row in rows if view.asked(row)), key=partial(_urgency, view))
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


def _urgency(view: PlanView, row: CommitmentRow) -> tuple:
    rank = -1 if row.question_open else rules.pressing_rank(view.word(row))
    return rank, -view.days_late(row), rules.due(row), row.id


def _pressing(view: PlanView, digest: Digest) -> tuple:
    """Directors, then those who only coordinate, then by the most pressing line."""
    asked = [view.by_id[item.commitment_id] for item in digest.items if item.asked]
    first = (-1,) if digest.questions else _urgency(view, asked[0]) if asked else (-2,)
    return not digest.is_director, first, -len(asked), digest.person_id


def _concerned(view: PlanView) -> set[int]:
    """Directors, coordinators, contacts of units with open commitments, and their stand-ins."""
    found = {
        person.id
        for person in view.directory.people.values()
        if person.role in {"director", "coordinator"}
    }
    for unit_id in _open_units(view):
        recipient = view.directory.recipient_of(unit_id)
        contacts = view.directory.contacts.get(unit_id, ())
        found.update(contacts[:1] if recipient in contacts[:1] else _ahead_of(recipient, contacts))
        if recipient is not None:
            found.add(recipient)
    found |= {carrier for one in view.decisions if (carrier := view.carrier_of(one)) is not None}
    return found


def _ahead_of(recipient: int | None, contacts: tuple[int, ...]) -> tuple[int, ...]:
    """Contacts who would have been written to before `recipient`, and could not be."""
    return contacts[: contacts.index(recipient)] if recipient in contacts else contacts


def _open_units(view: PlanView) -> Iterator[int]:
    asked = set(dossier_questions(view).values())
    asked |= {view.directory.living(one.owner_unit_id) for one in view.decisions}
    asked |= {value.unit_id for value in view.values_owed}
    for unit_id in view.directory.units:
        if unit_id in asked or any(
            view.standing(row) in _OPEN for row in view.by_unit.get(unit_id, ())
        ):
            yield unit_id


def _something_to_mend(view: PlanView) -> bool:
    return bool(
        to_mend(view)
        or unaddressed_questions(view)
        or silent(view)
        or blocked_outside(view)
        or uncarried(view)
    )
