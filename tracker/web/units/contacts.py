"""Who answers for a unit, in order, with today's absences; and who gets Monday's mail."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.domain import standing as rules
from tracker.domain.recipients import Addressee
from tracker.queries.directory import read_directory
from tracker.queries.plan_view import PlanView
from tracker.wording import dates, returns


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the unit. `notes`: away, left, address suspended; empty when all is well."""

    person_id: int
    name: str
    title: str
    email: str
    heads: bool
    principal: bool
    writes_to: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Monday:
    """The next weekly mail for one unit: its day, to whom, how many lines it asks for."""

    day: date
    who: str
    asked: int


def contacts(view: PlanView, unit_id: int, locale: str) -> tuple[Contact, ...]:
    """By rank, the principal first."""
    directory = view.directory
    recipient = directory.recipient_of(unit_id)
    ids = directory.contacts.get(unit_id, ())
    return tuple(
        Contact(
            person_id=person_id,
            name=(person := directory.people[person_id]).name,
            title=person.title,
            email=person.email,
            heads=directory.heads.get(unit_id) == person_id,
            principal=rank == 0,
            writes_to=person_id == recipient,
            notes=tuple(_notes(view, directory.addressees[person_id], locale)),
        )
        for rank, person_id in enumerate(ids)
    )


def monday(session: Session, view: PlanView, unit_id: int, now: datetime, zone: ZoneInfo):
    """The next weekly mail for the unit, with the absences of that day. Two statements.

    None unless the plan is approved: nothing is mailed then.
    """
    if view.plan is None or view.plan.state != "approved":
        return None
    calendar = view.calendar
    day = view.schedule(zone).after(now).day
    directory = read_directory(session, day)
    recipient = directory.recipient_of(unit_id)
    rows = view.by_unit.get(unit_id, ())
    asked = sum(rules.asked(row, day, calendar) for row in rows)
    return Monday(day, directory.people[recipient].name if recipient else "", asked)


def _notes(view: PlanView, addressee: Addressee, locale: str) -> list[str]:
    person = view.directory.people[addressee.person_id]
    if not person.active:
        return [_("N’est plus en fonction")]
    notes = []
    if addressee.away_on(view.today):
        notes.append(_absence(view, addressee, locale))
    if person.suspended:
        why = returns.why(person.suspended_reason)
        notes.append(_("Adresse suspendue : %(why)s", why=why))
    return notes


def _absence(view: PlanView, addressee: Addressee, locale: str) -> str:
    end = addressee.away_to or view.today
    day = dates.short_date(end, locale, view.today)
    substitute = view.directory.people.get(addressee.substitute_id or 0)
    if substitute is None:
        return _("Absence jusqu’au %(day)s", day=day)
    return _("Absence jusqu’au %(day)s; %(who)s répond", day=day, who=substitute.name)
