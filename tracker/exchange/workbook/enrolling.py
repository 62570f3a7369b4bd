"""The lines of the people, made true."""

from sqlalchemy import select

from tracker.domain import contacts
from tracker.domain.changes import note
from tracker.domain.people import Contact, Person
from tracker.exchange.workbook.findings import Change
from tracker.exchange.workbook.hand import Hand
from tracker.queries.plan_tables import BETWEEN


def enrol(hand: Hand, change: Change) -> None:
    """The person of the line, and the units that they answer for besides."""
    after = {cell.column: cell.after for cell in change.cells}
    units = [hand.units[code] for code in after.pop("units", "").split(BETWEEN) if code]
    if change.ident is None:
        person = _add_person(hand, change.values)
    else:
        person = hand.session.get_one(Person, change.ident)
        hand.revise("person", person, after)
    there = set(hand.session.scalars(select(Contact.unit_id).where(Contact.person_id == person.id)))
    for unit_id in units:
        if unit_id not in there:
            contacts.add(hand.session, unit_id, person, hand.actor)
            hand.journal.add("contact", "person", person.id, "units", None, unit_id)


def _add_person(hand: Hand, values: dict[str, str]) -> Person:
    person = Person(
        name=values["name"],
        email=values["email"],
        title=values.get("title", ""),
        locale=values.get("locale") or "fr",
        role=values.get("role") or "none",
    )
    hand.session.add(person)
    hand.session.flush()
    note(hand.session, "person", person.id, hand.actor, "created", after=person.name)
    hand.journal.add("created", "person", person.id, after=person.email)
    return person
