"""The first day in one transaction: the first coordinator, the Bureau's settings, its units."""

from datetime import datetime

from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain import setup
from tracker.domain.bureau import BureauSettings
from tracker.domain.changes import Actor, note
from tracker.domain.people import Person
from tracker.exchange.closures import load_closures
from tracker.exchange.units import load_units
from tracker.web.setup.forms import CoordinatorForm, SetupForm


def found(session: Session, form: SetupForm, password_hash: str, now: datetime) -> Person:
    """Set the tool up as `form` says; the codes end. Returns the first coordinator."""
    person = coordinator(session, form, password_hash, form.locale.data)
    person.title = form.title.data or ""
    actor = Actor(person.id, person.name, now)
    note(session, "person", person.id, actor, "created")
    session.add(
        BureauSettings(
            id=1,
            city_name=form.city_name.data,
            timezone=form.timezone.data,
            languages=form.languages.data,
            sender_name=form.sender_name.data,
            sender_address=form.sender_address.data,
            set_up_at=now,
            set_up_by=person.name,
        )
    )
    note(session, "settings", 1, actor, "set_up")
    if form.units.data:
        load_units(session)
    year = clock.today(form.zone).year
    load_closures(session, (year, year + 1))
    setup.end_codes(session, now)
    return person


def coordinator(session: Session, form: CoordinatorForm, password_hash: str, locale: str) -> Person:
    """The person that `form` describes, with an id."""
    person = Person(
        name=form.name.data,
        email=form.email.data,
        role="coordinator",
        locale=locale,
        password_hash=password_hash,
    )
    session.add(person)
    session.flush()
    return person
