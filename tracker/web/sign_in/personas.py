"""The roles of the demonstration, each with what it shows."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.people import Person


@dataclass(frozen=True)
class Persona:
    id: int
    name: str
    shows: str


def personas(session: Session) -> list[Persona]:
    """The roles that may be entered, in their order."""
    shows = {
        "director": _("Ce qui a changé, ce qui l’attend, la carte des unités"),
        "coordinator": _("Les relances du lundi, les unités sans répondant"),
        "reader": _("Tout voir, ne rien changer"),
        "none": _("Ce que son arrondissement doit répondre cette semaine"),
    }
    rows = session.execute(
        select(Person.id, Person.name, Person.role)
        .where(Person.is_persona, Person.active)
        .order_by(Person.persona_position)
    )
    return [Persona(row.id, row.name, shows.get(row.role, "")) for row in rows]
