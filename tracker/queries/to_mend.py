"""« À mettre en ordre »: what keeps the loop from turning, until somebody mends it.

A pure function of a PlanView: the board, the page of the reminders and the mail tell the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.queries import raisings
from tracker.queries.plan_view import PlanView

#: What may be out of order, most hindering first.
KINDS = (
    "raising",
    "no_contact",
    "away_alone",
    "suspended",
    "opted_out",
    "merged_holds",
    "no_lead",
    "no_commitment",
    "dossier_lead",
    "left",
)


@dataclass(frozen=True, slots=True)
class ToMend:
    """One thing to mend. The ids say where: a unit, a person of it, a dossier, a milestone; none
    for what waits to be raised, told once for all (`raising`)."""

    kind: str
    unit_id: int | None = None
    person_id: int | None = None
    dossier_id: int | None = None
    milestone_id: int | None = None


def to_mend(view: PlanView) -> list[ToMend]:
    """Everything to mend, by kind, each in the order of the plan or of the units."""
    if view.plan is None or view.plan.state == "closed":
        return []
    found = [*_raising(view), *_units(view), *_people(view), *_milestones(view), *_dossiers(view)]
    found += _opted_out(view)
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def _raising(view: PlanView) -> Iterator[ToMend]:
    if raisings.to_decide(view):
        yield ToMend("raising")


def _engaged(view: PlanView) -> list[int]:
    """Units with something open: a share that is neither done nor withdrawn, or a dossier led."""
    busy = {
        row.unit_id
        for row in view.commitments
        if not row.released and not row.milestone_withdrawn and row.answer != "done"
    }
    busy |= {row.lead_unit_id for row in view.dossiers if row.lead_unit_id is not None}
    return [unit_id for unit_id in view.directory.units if unit_id in busy]


def _units(view: PlanView) -> Iterator[ToMend]:
    directory = view.directory
    for unit_id in _engaged(view):
        if directory.units[unit_id].merged:
            yield from _held(view, unit_id)
        elif directory.recipient_of(unit_id) is None:
            away = _away(view, unit_id)
            if away is None:
                yield ToMend("no_contact", unit_id=unit_id)
            else:
                yield ToMend("away_alone", unit_id=unit_id, person_id=away)


def _held(view: PlanView, unit_id: int) -> Iterator[ToMend]:
    """What a merged unit holds again: an answer withdrawn, a milestone restored."""
    for row in view.by_unit.get(unit_id, ()):
        if not row.released and not row.milestone_withdrawn and row.answer != "done":
            yield ToMend("merged_holds", unit_id=unit_id, milestone_id=row.milestone_id)


def _away(view: PlanView, unit_id: int) -> int | None:
    """The first contact who is only away: a substitute would do."""
    people = (view.directory.addressees[id_] for id_ in view.directory.contacts.get(unit_id, ()))
    alone = (one for one in people if one.active and not one.suspended and one.away_on(view.today))
    return next((one.person_id for one in alone), None)


def _people(view: PlanView) -> Iterator[ToMend]:
    directory = view.directory
    seen = set()
    for unit_id, contacts in directory.contacts.items():
        for person_id in contacts:
            person = directory.people[person_id]
            if not person.active:
                yield ToMend("left", unit_id=unit_id, person_id=person_id)
            elif person.suspended and person_id not in seen:
                seen.add(person_id)
                yield ToMend("suspended", unit_id=unit_id, person_id=person_id)
    for person in directory.people.values():
        bureau = person.role in {"director", "coordinator"}
        if person.active and person.suspended and bureau and person.id not in seen:
            yield ToMend("suspended", person_id=person.id)


def _opted_out(view: PlanView) -> Iterator[ToMend]:
    """Who asked to get no more reminders, while another contact is not named."""
    for person in view.directory.people.values():
        if person.active and person.opted_out_at is not None:
            units = view.directory.written_to_for(person.id)
            if units:
                yield ToMend("opted_out", unit_id=units[0].id, person_id=person.id)


def _milestones(view: PlanView) -> Iterator[ToMend]:
    for milestone in view.milestones.values():
        if milestone.withdrawn or view.lead_of(milestone.id) is not None:
            continue
        kind = "no_lead" if view.contributors(milestone.id) else "no_commitment"
        yield ToMend(kind, milestone_id=milestone.id)


def _dossiers(view: PlanView) -> Iterator[ToMend]:
    for dossier in view.dossiers:
        if dossier.lead_unit_id is None:
            yield ToMend("dossier_lead", dossier_id=dossier.id)
