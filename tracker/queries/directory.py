"""Units and the people who answer for them, read whole: a city has dozens, not thousands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.bureau import BureauSettings
from tracker.domain.opt_outs import OptOut
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.plans import ActionPlan
from tracker.domain.recipients import Addressee, recipient
from tracker.domain.reviews import Review, ReviewGuest
from tracker.domain.units import Unit, UnitName


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


def read_directory(session: Session, today: date) -> Directory:
    """Everything of units and people that the pages and the reminder need. Two statements."""
    units = {row.id: UnitRow(*row) for row in session.execute(_units(today))}
    people: dict[int, PersonRow] = {}
    addressees: dict[int, Addressee] = {}
    contacts: dict[int, dict[int, int]] = {}
    heads: dict[int, int] = {}
    for row in session.execute(_people(today)):
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
        if row.unit_id is not None:
            contacts.setdefault(row.unit_id, {})[row.rank] = row.id
            if row.is_head:
                heads[row.unit_id] = row.id
    ranked = {
        unit_id: tuple(person_id for _rank, person_id in sorted(by_rank.items()))
        for unit_id, by_rank in contacts.items()
    }
    return Directory(today, units, people, ranked, heads, addressees)


def _units(today: date):
    started = func.max(UnitName.valid_from).filter(UnitName.valid_from <= today)
    in_force = (
        select(
            UnitName.unit_id,
            func.coalesce(started, func.min(UnitName.valid_from)).label("valid_from"),
        )
        .group_by(UnitName.unit_id)
        .subquery()
    )
    return (
        select(
            Unit.id,
            Unit.code,
            Unit.kind,
            UnitName.name,
            UnitName.short,
            UnitName.long_form,
            Unit.gloss_en,
            Unit.position,
            Unit.successor_id,
            Unit.merged_on,
        )
        .join(in_force, in_force.c.unit_id == Unit.id)
        .join(
            UnitName,
            and_(UnitName.unit_id == Unit.id, UnitName.valid_from == in_force.c.valid_from),
        )
        .order_by(Unit.position)
    )


def _people(today: date):
    current = aliased(Absence)
    invited = (
        select(ReviewGuest.person_id)
        .join(Review, Review.id == ReviewGuest.review_id)
        .join(ActionPlan, ActionPlan.id == Review.plan_id)
        .where(ActionPlan.is_current)
    )
    only = select(BureauSettings.default_locale).where(~BureauSettings.bilingual).scalar_subquery()
    return (
        select(
            Person.id,
            Person.name,
            Person.title,
            Person.email,
            func.coalesce(only, Person.locale).label("locale"),
            Person.role,
            Person.active,
            Person.suspended_at,
            Person.suspended_reason,
            OptOut.asked_at.label("opted_out_at"),
            Person.id.in_(invited).label("invited"),
            Person.brief_attached,
            Contact.unit_id,
            Contact.rank,
            Contact.is_head,
            current.starts_on,
            current.ends_on,
            current.substitute_id,
        )
        .outerjoin(Contact, Contact.person_id == Person.id)
        # One of a person waits at most.
        .outerjoin(OptOut, and_(OptOut.person_id == Person.id, OptOut.handled_at.is_(None)))
        .outerjoin(
            current,
            and_(
                current.person_id == Person.id,
                current.starts_on <= today,
                current.ends_on >= today,
            ),
        )
        # The absence that began last counts where two overlap.
        .order_by(Person.id, current.starts_on.desc(), current.id)
    )
