"""The roles of the demonstration: nobody real, addresses that lead nowhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.domain.people import Absence, Contact, Person
from tracker.exchange import carried
from tracker.exchange.units import UnitIndex

#: The unit whose contact left, the one whose address bounces, the one whose contact is away.
LEFT, BOUNCING, AWAY = "SAJ", "REM16", "REM19"
LEFT_WEEKS_AGO, BOUNCING_DAYS_AGO = 7, 19
BOUNCED = "boîte inconnue"


@dataclass(frozen=True)
class Cast:
    """The roles by their part."""

    director: Person
    coordinator: Person
    by_unit: dict[str, list[Person]]

    def principal(self, unit_code: str) -> Person:
        return self.by_unit[unit_code][0]


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
    cast = Cast(by_role["director"], by_role["coordinator"], by_unit)
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
