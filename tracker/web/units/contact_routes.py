"""Who answers for a unit: added, removed, moved, named its head, one press each."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker import clock
from tracker.domain import contacts as domain
from tracker.domain.people import Contact, Person
from tracker.extensions import db
from tracker.queries.directory import UnitRow
from tracker.web import histories, reading
from tracker.web.access import requires
from tracker.web.editing import EditForm, actor, meanwhile, open_form
from tracker.web.units.blueprint import bp, living_unit, locked
from tracker.web.units.contact_forms import ContactForm, spoken
from tracker.web.units.contacts import Monday, contacts, monday
from tracker.wording import dates, naming


@bp.get("/units/<code>/contacts")
@requires("units:manage")
def contacts_page(code: str):
    """Who answers, in order, with what may be done about it."""
    unit = living_unit(code)
    return _page(unit, open_form(ContactForm(formdata=None), "unit", unit.id))


@bp.post("/units/<code>/contacts")
@requires("units:manage")
def add_contact(code: str):
    """Put somebody known at the end of the list."""
    unit = living_unit(code)
    locked(unit)
    form, directory = ContactForm(), reading.view().directory
    if news := meanwhile(form, "unit", unit.id):
        return _page(unit, form, news), 409
    there = directory.contacts.get(unit.id, ())
    person = form.chosen(directory.people.values(), there) if form.validate_on_submit() else None
    if person is None:
        return _page(unit, form), 422
    domain.add(db.session, unit.id, db.session.get_one(Person, person.id), actor())
    db.session.commit()
    reading.forget_view()
    flash(_added(unit, person.name, first=not there))
    return redirect(url_for("units.contacts_page", code=code), 303)


@bp.post("/units/<code>/contacts/<int:person_id>/<any(up, down, first, head, unhead, remove):act>")
@requires("units:manage")
def change_contact(code: str, person_id: int, act: str):
    """Do one thing with one contact; 409 where somebody else changed the list meanwhile."""
    unit = living_unit(code)
    locked(unit)
    form = EditForm()
    if news := meanwhile(form, "unit", unit.id):
        return _page(unit, open_form(ContactForm(formdata=None), "unit", unit.id), news), 409
    listed = domain.contacts_of(db.session, unit.id)
    contact = next((one for one in listed if one.person_id == person_id), None) or abort(404)
    words = _do(act, contact, unit)
    db.session.commit()
    reading.forget_view()
    flash(words)
    return redirect(url_for("units.contacts_page", code=code), 303)


def _do(act: str, contact: Contact, unit: UnitRow) -> str:
    """Do it; what to say of it."""
    who, by = contact.person.name, actor()
    if act == "remove":
        domain.remove(db.session, contact, by)
        return _("%(who)s ne répond plus pour cette unité.", who=who)
    if act in {"head", "unhead"}:
        domain.name_head(db.session, unit.id, contact.person_id if act == "head" else None, by)
        if act == "head":
            return _("%(who)s dirige l’unité.", who=who)
        return _("%(who)s n’est plus à la direction de l’unité.", who=who)
    to = {"up": contact.rank - 1, "down": contact.rank + 1, "first": 0}[act]
    domain.move(db.session, contact, to, by)
    if contact.rank == 0:
        return _("%(who)s répond désormais en premier.", who=who)
    return _("L’ordre est enregistré.")


def _added(unit: UnitRow, who: str, first: bool) -> str:
    """What adding somebody changes; for a unit that had nobody, what happens at the next mail."""
    if not first:
        return _("%(who)s répond maintenant pour cette unité.", who=who)
    coming = _monday(unit)
    if coming is None or not coming.asked or not coming.who:
        return _("%(who)s répond maintenant pour cette unité, qui n’avait personne.", who=who)
    return _(
        "%(who)s répond maintenant pour cette unité, qui n’avait personne : la relance du "
        "%(day)s lui sera adressée.",
        who=who,
        day=dates.short_weekday_date(coming.day, g.locale),
    )


def _monday(unit: UnitRow) -> Monday | None:
    settings = reading.settings()
    return monday(db.session, reading.view(), unit.id, clock.now(), settings.timezone)


def _page(unit: UnitRow, form: ContactForm, news=()):
    view = reading.view()
    there = view.directory.contacts.get(unit.id, ())
    others = (one for one in view.directory.people.values() if one.active and one.id not in there)
    return render_template(
        "units/contacts.html",
        unit=unit,
        unit_name=naming.unit_name(unit, g.locale),
        contacts=contacts(view, unit.id, g.locale),
        coming=_monday(unit),
        form=form,
        news=histories.told(news),
        proposed=sorted(spoken(person) for person in others),
    )
