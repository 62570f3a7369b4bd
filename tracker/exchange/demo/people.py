"""The roles of the demonstration: nobody real, addresses that lead nowhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.domain.people import Absence, Contact, Person
from tracker.domain.recipients import Addressee, recipient
from tracker.exchange import carried
from tracker.exchange.units import UnitIndex

#: The unit whose contact left, the one whose address bounces, the one whose contact is away.
LEFT, BOUNCING, AWAY = "SAJ", "REM16", "REM19"
LEFT_WEEKS_AGO, BOUNCING_DAYS_AGO = 7, 19
BOUNCED = "mailbox_unknown"


@dataclass(frozen=True)
class Cast:
    """The roles by their part."""

    director: Person
    coordinator: Person
    by_unit: dict[str, list[Person]]
    today: date

    def principal(self, unit: str) -> Person:
        return self.by_unit[unit][0]

    def recipient(self, unit: str, day: date) -> Person | None:
        """Who was written to for the unit on a past `day`, by the rule."""
        people = {person.id: person for person in self.by_unit[unit]}
        found = recipient(
            list(people), {key: self._addressee(one, unit, day) for key, one in people.items()}, day
        )
        return people[found.person_id] if found else None

    def reachable(self, unit: str, day: date) -> bool:
        return self.recipient(unit, day) is not None

    def author(self, unit: str, day: date) -> Person:
        """Who answered for the unit on a past `day`."""
        return self.recipient(unit, day) or self.principal(unit)

    def _addressee(self, person: Person, unit: str, day: date) -> Addressee:
        """The person as they were on that day: had they left, did their address bounce?"""
        principal = person is self.principal(unit)
        absence = person.absences[0] if person.absences else None
        return Addressee(
            person.id,
            active=not (principal and unit == LEFT and day >= left_on(self.today)),
            suspended=principal and unit == BOUNCING and day >= bouncing_from(self.today),
            away_from=absence and absence.starts_on,
            away_to=absence and absence.ends_on,
            substitute_id=absence and absence.substitute_id,
        )


def left_on(today: date) -> date:
    """The day from which the unit LEFT has nobody."""
    return today - timedelta(weeks=LEFT_WEEKS_AGO)


def bouncing_from(today: date) -> date:
    """The day from which the address of BOUNCING refuses mail."""
    return today - timedelta(days=BOUNCING_DAYS_AGO)


def load_people(session: Session, index: UnitIndex, today: date, now: datetime) -> Cast:
    """Make the roles and their contacts: one has left, one bounces, one is away this week.

    The caller commits.
    """
    by_role: dict[str, Person] = {}
    by_unit: dict[str, list[Person]] = {}
    for row in carried.rows_of("demo_people.csv"):
        person = _person(row)
        session.add(person)
        by_role[person.role] = person
        if row["unit"]:
            unit = index.by_code(row["unit"])
            person.contacts.append(
                Contact(unit_id=unit.id, rank=int(row["rank"]), is_head=row["is_head"] == "1")
            )
            by_unit.setdefault(unit.code, []).append(person)
    session.flush()
    cast = Cast(by_role["director"], by_role["coordinator"], by_unit, today)
    _disturb(cast, today, now)
    session.flush()
    return cast


def _person(row: dict[str, str]) -> Person:
    position = row["persona_position"]
    return Person(
        name=row["name"],
        title=row["title"],
        email=row["email"],
        locale=row["locale"],
        role=row["role"],
        is_persona=bool(position),
        persona_position=int(position) if position else None,
        contacts=[],
        absences=[],
    )


def _disturb(cast: Cast, today: date, now: datetime) -> None:
    cast.principal(LEFT).active = False
    bouncing = cast.principal(BOUNCING)
    bouncing.suspended_at = now - timedelta(days=BOUNCING_DAYS_AGO)
    bouncing.suspended_reason = BOUNCED
    monday = today - timedelta(days=today.weekday())
    away, substitute = cast.by_unit[AWAY][:2]
    away.absences.append(
        Absence(starts_on=monday, ends_on=monday + timedelta(days=4), substitute_id=substitute.id)
    )
