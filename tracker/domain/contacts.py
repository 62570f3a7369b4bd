"""Who answers for a unit, in order: somebody is added, removed, moved, named its head."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain.changes import Actor, note
from tracker.domain.people import Contact, Person
from tracker.domain.units import Unit


def contacts_of(session: Session, unit_id: int) -> list[Contact]:
    """The unit's contacts with their people, the principal first. One statement."""
    return list(session.scalars(_listed(unit_id)))


def _listed(unit_id: int) -> Select[tuple[Contact]]:
    return (
        select(Contact)
        .options(joinedload(Contact.person))
        .where(Contact.unit_id == unit_id)
        .order_by(Contact.rank)
    )


def _held(session: Session, unit_id: int) -> list[Contact]:
    """The same as they are now; nobody else changes them until the transaction ends."""
    session.flush()
    session.get_one(Unit, unit_id, with_for_update=True)
    fresh = _listed(unit_id).execution_options(populate_existing=True)
    return list(session.scalars(fresh))


def add(session: Session, unit_id: int, person: Person, actor: Actor) -> Contact:
    """Put `person` at the end of the unit's contacts. The caller made sure they are not there."""
    rank = len(_held(session, unit_id))
    contact = Contact(unit_id=unit_id, person=person, rank=rank, is_head=False)
    session.add(contact)
    session.flush()
    note(session, "unit", unit_id, actor, "added", field="contact", after=person.name)
    return contact


def remove(session: Session, contact: Contact, actor: Actor, *, reason: str = "") -> None:
    """Take a contact off its unit; those after it move up."""
    unit_id, name = contact.unit_id, contact.person.name
    _held(session, unit_id)
    session.delete(contact)
    session.flush()
    arrange(session, contacts_of(session, unit_id))
    note(session, "unit", unit_id, actor, "removed", field="contact", before=name, reason=reason)


def move(session: Session, contact: Contact, to: int, actor: Actor) -> bool:
    """Give a contact the rank `to` among its unit's, the others kept in their order.

    Returns whether the order changed.
    """
    before = _held(session, contact.unit_id)
    after = [other for other in before if other is not contact]
    after.insert(max(0, to), contact)
    if after == before:
        return False
    names = ["; ".join(one.person.name for one in some) for some in (before, after)]
    arrange(session, after)
    note(
        session,
        "unit",
        contact.unit_id,
        actor,
        "reordered",
        field="contact",
        before=names[0],
        after=names[1],
    )
    return True


def name_head(session: Session, unit_id: int, person_id: int | None, actor: Actor) -> None:
    """Mark that contact, and no other, as the head of the unit; None: nobody is."""
    contacts = _held(session, unit_id)
    was = next((one.person.name for one in contacts if one.is_head), "")
    for contact in contacts:
        contact.is_head = contact.person_id == person_id
    now = next((one.person.name for one in contacts if one.is_head), "")
    if was != now:
        note(session, "unit", unit_id, actor, "changed", field="head", before=was, after=now)


def arrange(session: Session, contacts: Sequence[Contact]) -> None:
    """Rank the contacts of one unit in the order given.

    They pass by free ranks first: two contacts never hold one, whatever the database checks when.
    """
    if [contact.rank for contact in contacts] == list(range(len(contacts))):
        return
    free = max(max(contact.rank for contact in contacts) + 1, len(contacts))
    for rank, contact in enumerate(contacts, start=free):
        contact.rank = rank
    session.flush()
    for rank, contact in enumerate(contacts):
        contact.rank = rank
    session.flush()


def close_gaps(session: Session) -> None:
    """Rank every unit's contacts from 0 again, after some were removed at one stroke."""
    last = func.max(Contact.rank) >= func.count()
    for unit_id in session.scalars(select(Contact.unit_id).group_by(Contact.unit_id).having(last)):
        arrange(session, _held(session, unit_id))
