"""Who is written to for a unit on a given day (« Who is mailed », first paragraph)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Addressee:
    """What the rule needs to know of a person."""

    person_id: int
    active: bool
    suspended: bool
    away_from: date | None = None
    away_to: date | None = None
    substitute_id: int | None = None

    def away_on(self, day: date) -> bool:
        return self.away_from is not None and self.away_from <= day <= (self.away_to or day)

    def reachable_on(self, day: date) -> bool:
        """Active, not away, address in order."""
        return self.active and not self.suspended and not self.away_on(day)


def recipient(
    contacts: Sequence[int], people: Mapping[int, Addressee], day: date
) -> Addressee | None:
    """The one person to write to for a unit on `day`, or None: « sans répondant ».

    `contacts`: ids of the unit's contacts by rank. The principal comes first; when away, the
    named substitute; else the next contacts in their order.
    """
    for position, person_id in enumerate(contacts):
        person = people[person_id]
        if person.reachable_on(day):
            return person
        if position == 0 and person.active and person.away_on(day):
            substitute = people.get(person.substitute_id) if person.substitute_id else None
            if substitute is not None and substitute.reachable_on(day):
                return substitute
    return None
