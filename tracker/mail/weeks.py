"""Who gets a mail in a slot, and who gets none. No session here."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from tracker.mail.carriers import unreachable
from tracker.mail.digests import (
    Digest,
    at_its_day,
    digest_for,
    dossier_questions,
    in_force,
    own_day_for,
    something_to_mend,
    urgency,
)
from tracker.queries.directory_statements import BUREAU
from tracker.queries.plan_view import PlanView

#: Standings in which a unit still has something to give.
_OPEN = frozenset({"blocked", "late", "upcoming", "due_soon", "to_confirm", "on_track"})


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


def week_of(
    view: PlanView, people: Collection[int] | None = None, mends: bool | None = None
) -> Week:
    """Everybody's mail on the view's day; nothing at all while the plan is not in force.

    Of a part of the plan: the mails of `people`; `mends` as for `digest_for`.
    """
    if not in_force(view):
        return Week((), ())
    if mends is None:
        mends = something_to_mend(view)
    found, skips = [], []
    for person_id in sorted(_among(_concerned(view), people)):
        reason = unreachable(view, person_id)
        digest = None if reason else digest_for(view, person_id, mends)
        if digest is not None:
            found.append(digest)
        else:
            skips.append(Skipped(person_id, None, reason or "nothing_to_ask"))
    skips += [Skipped(None, unit_id, "no_contact") for unit_id in units_without_contact(view)]
    return Week(tuple(sorted(found, key=partial(pressing, view))), tuple(skips))


def of_own_day(view: PlanView, on: date, people: Collection[int] | None = None) -> Week:
    """The mails of the day `on`: to each, what stands at D-2 or D+1 that day, and no more.

    `people`: whose, of a part of the plan.
    """
    rows = [row for row in view.commitments if at_its_day(view, row, on)] if in_force(view) else []
    recipients = {row.unit_id: view.directory.recipient_of(row.unit_id) for row in rows}
    concerned = {person_id for person_id in recipients.values() if person_id is not None}
    mails = (own_day_for(view, one, on) for one in sorted(_among(concerned, people)))
    found = [digest for digest in mails if digest is not None]
    skips = [Skipped(None, unit_id, "no_contact") for unit_id, to in recipients.items() if not to]
    return Week(tuple(sorted(found, key=partial(pressing, view))), tuple(skips))


def units_without_contact(view: PlanView) -> list[int]:
    """Units with open commitments and nobody to write to: « sans répondant »."""
    return [
        unit_id for unit_id in _open_units(view) if view.directory.recipient_of(unit_id) is None
    ]


def pressing(view: PlanView, digest: Digest) -> tuple:
    """What mails are put in order by: directors, then those who only coordinate, then by the most
    pressing line."""
    asked = [view.by_id[item.commitment_id] for item in digest.items if item.asked]
    first = (-1,) if digest.questions else urgency(view, asked[0]) if asked else (-2,)
    return not digest.is_director, first, -len(asked), digest.person_id


def _among(found: set[int], people: Collection[int] | None) -> set[int]:
    return found if people is None else found.intersection(people)


def _concerned(view: PlanView) -> set[int]:
    """Directors, coordinators, contacts of units with open commitments, and their stand-ins."""
    found = {person.id for person in view.directory.people.values() if person.role in BUREAU}
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
