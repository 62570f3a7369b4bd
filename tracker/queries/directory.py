"""Units and the people who answer for them: all, or those that a part of the plan names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.people import Person
from tracker.domain.recipients import Addressee, recipient
from tracker.queries.directory_statements import answering, people_statement, units_statement


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit under the name in force today. The official name stays French."""

    id: int
    code: str
    kind: str
    name: str
    short: str
    long_form: str
    gloss_en: str
    position: int
    successor_id: int | None = None
    merged_on: date | None = None

    @property
    def merged(self) -> bool:
        """Merged into another: it bears its closed history, and nothing new."""
        return self.successor_id is not None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the pages and the mail name them; `locale` is that of a city that has only one,
    whatever the person chose."""

    id: int
    name: str
    title: str
    email: str
    locale: str
    role: str
    active: bool
    suspended: bool
    suspended_reason: str | None
    suspended_at: datetime | None = None
    #: When they asked to get no more reminders, until the coordination has seen to it.
    opted_out_at: datetime | None = None
    #: To a review of the current plan.
    invited: bool = False
    #: A director whose Monday mail carries the brief as a PDF.
    brief_attached: bool = False


@dataclass(frozen=True)
class Directory:
    """Units by id, people by id, contacts of a unit by rank, on one day."""

    today: date
    units: Mapping[int, UnitRow]
    people: Mapping[int, PersonRow]
    contacts: Mapping[int, tuple[int, ...]]
    heads: Mapping[int, int]
    addressees: Mapping[int, Addressee]
    _recipients: dict[int, int | None] = field(default_factory=dict, compare=False)

    @property
    def live_units(self) -> list[UnitRow]:
        """Units that were not merged into another, in the order they are shown."""
        return [unit for unit in self.units.values() if not unit.merged]

    def living(self, unit_id: int | None) -> int | None:
        """Id of the unit that stands for `unit_id` today: itself, or whoever it was merged into,
        however many mergers followed."""
        while unit_id in self.units and self.units[unit_id].successor_id is not None:
            unit_id = self.units[unit_id].successor_id
        return unit_id

    def recipient_of(self, unit_id: int) -> int | None:
        """Id of the person to write to for the unit today, or None: « sans répondant »."""
        if unit_id not in self._recipients:
            found = recipient(self.contacts.get(unit_id, ()), self.addressees, self.today)
            self._recipients[unit_id] = found.person_id if found else None
        return self._recipients[unit_id]

    def units_of(self, person_id: int) -> list[UnitRow]:
        """Units for which the person is a contact, or stands in for an absent principal today."""
        return [
            unit
            for unit in self.units.values()
            if person_id in self.contacts.get(unit.id, ())
            or self.recipient_of(unit.id) == person_id
        ]

    def written_to_for(self, person_id: int) -> list[UnitRow]:
        """Units whose mail goes to the person: as principal contact, away or not, or today."""
        return [
            unit
            for unit in self.live_units
            if self.contacts.get(unit.id, ())[:1] == (person_id,)
            or self.recipient_of(unit.id) == person_id
        ]

    def unit_by_code(self, code: str) -> UnitRow | None:
        return next((unit for unit in self.units.values() if unit.code == code), None)


@dataclass(frozen=True, slots=True)
class Among:
    """Whom a part of the directory holds: these units with whoever may be written to for them, and
    these people."""

    units: Collection[int]
    people: Collection[int]


def read_directory(session: Session, today: date, among: Among | None = None) -> Directory:
    """What the pages and the reminder need of units and people: of all, or of those `among`. Two
    statements."""
    asked = units_statement(today, among.units if among is not None else None)
    # Without the session, which handles each value of each row.
    connection = session.connection()
    units = {row.id: UnitRow(*row) for row in connection.execute(asked)}
    asked = people_statement(today)
    if among is not None:
        asked = asked.where(Person.id.in_(answering(units, among.people, today)))
    people: dict[int, PersonRow] = {}
    addressees: dict[int, Addressee] = {}
    contacts: dict[int, dict[int, int]] = {}
    heads: dict[int, int] = {}
    for row in connection.execute(asked):
        if row.id not in people:
            people[row.id] = PersonRow(
                row.id,
                row.name,
                row.title,
                row.email,
                row.locale,
                row.role,
                row.active,
                row.suspended_at is not None,
                row.suspended_reason,
                row.suspended_at,
                row.opted_out_at,
                row.invited,
                row.brief_attached,
            )
            addressees[row.id] = Addressee(
                row.id,
                row.active,
                row.suspended_at is not None,
                row.starts_on,
                row.ends_on,
                row.substitute_id,
            )
        if row.unit_id in units:
            contacts.setdefault(row.unit_id, {})[row.rank] = row.id
            if row.is_head:
                heads[row.unit_id] = row.id
    ranked = {
        unit_id: tuple(person_id for _rank, person_id in sorted(by_rank.items()))
        for unit_id, by_rank in contacts.items()
    }
    return Directory(today, units, people, ranked, heads, addressees)
