"""Somebody leaves: what they held passes to who comes next. The caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import contacts
from tracker.domain.accounts import end_mail_links, end_sessions, replace_address_changes
from tracker.domain.changes import Actor, note
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.sessions import end_links_of


@dataclass(frozen=True, slots=True)
class Held:
    """A unit somebody answers for. `next_id`: who comes first once they left; None: nobody."""

    unit_id: int
    rank: int
    is_head: bool
    next_id: int | None


def held_by(session: Session, person_id: int) -> list[Held]:
    """The units of a person, and who answers first for each without them. One statement."""
    own = select(Contact.unit_id).where(Contact.person_id == person_id)
    rows = session.execute(
        select(Contact.unit_id, Contact.person_id, Contact.rank, Contact.is_head, Person.active)
        .join(Person, Person.id == Contact.person_id)
        .where(Contact.unit_id.in_(own))
        .order_by(Contact.unit_id, Contact.rank)
    ).all()
    firsts: dict[int, int] = {}
    for row in rows:
        if row.person_id != person_id and row.active:
            firsts.setdefault(row.unit_id, row.person_id)
    return [
        Held(row.unit_id, row.rank, row.is_head, firsts.get(row.unit_id))
        for row in rows
        if row.person_id == person_id
    ]


def stands_in_for(session: Session, person_id: int, today: date) -> list[Absence]:
    """Absences, not yet over, during which this person is the named substitute."""
    return list(
        session.scalars(
            select(Absence)
            .where(Absence.substitute_id == person_id, Absence.ends_on >= today)
            .order_by(Absence.starts_on, Absence.id)
        )
    )


def depart(
    session: Session, person: Person, named: Mapping[int, Person], today: date, actor: Actor
) -> None:
    """`person` leaves: out of every unit's contacts, sessions and links end, history stays.

    `named`: by unit id, whom to put first where nobody else answers (or where wished). A planned
    mail is cancelled or composed for who comes next by the courier's own last check.
    """
    for held in held_by(session, person.id):
        _pass_on(session, held, person, named.get(held.unit_id), actor)
    for absence in stands_in_for(session, person.id, today):
        absence.substitute_id = None
        note(
            session,
            "person",
            absence.person_id,
            actor,
            "removed",
            field="substitute",
            before=person.name,
        )
    end_sessions(session, person.id, actor.at)
    end_links_of(session, person.id, actor.at)
    replace_address_changes(session, person.id, actor.at)
    end_mail_links(session, person.id, actor.at)
    if person.active:
        person.active = False
        note(session, "person", person.id, actor, "deactivated")


def _pass_on(
    session: Session, held: Held, person: Person, named: Person | None, actor: Actor
) -> None:
    """One unit goes on without `person`; the ranks after theirs close up."""
    own = next(one for one in contacts.contacts_of(session, held.unit_id) if one.person is person)
    contacts.remove(session, own, actor)
    if named is not None:
        there = {one.person_id: one for one in contacts.contacts_of(session, held.unit_id)}
        first = there.get(named.id) or contacts.add(session, held.unit_id, named, actor)
        contacts.move(session, first, 0, actor)
    follower = named or (session.get(Person, held.next_id) if held.next_id else None)
    note(
        session,
        "unit",
        held.unit_id,
        actor,
        "passed_on",
        field="contact",
        before=person.name,
        after=follower.name if follower else "",
    )
