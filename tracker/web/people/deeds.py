"""What is done for a person by one press or one short form: invite, reset, mend, absences."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.domain import absences, accounts, opt_outs
from tracker.domain.changes import note
from tracker.domain.people import Absence, Person
from tracker.extensions import db
from tracker.mail import outbox
from tracker.web import reading
from tracker.web.absences import AbsenceForm, noted, with_people
from tracker.web.access import requires
from tracker.web.address_change import AddressForm, change_address
from tracker.web.editing import actor
from tracker.web.people.room import bp


@bp.post("/people/<int:person_id>/mail")
@requires("people:manage")
def mail(person_id: int):
    """Mail an invitation, or a link for a new password; the earlier link serves until then."""
    person = _person(person_id)
    kind = request.form.get("kind")
    if kind not in {"invitation", "password"} or not person.active:
        abort(422)
    by = actor()
    outbox.post(db.session, reading.settings(), kind, person, by.at)
    if kind == "invitation":
        note(db.session, "person", person_id, by, "invited", after=person.email)
    else:
        note(db.session, "person", person_id, by, "asked", field="password")
    email = person.email
    db.session.commit()
    flash(_("Le courriel part dans la minute à %(email)s.", email=email))
    return _back(person_id)


@bp.post("/people/<int:person_id>/return")
@requires("people:manage")
def reactivate(person_id: int):
    """« De nouveau en fonction »: the units are named anew on their own pages."""
    person = _person(person_id)
    accounts.reactivate(db.session, person, actor())
    db.session.commit()
    flash(_("De nouveau en fonction. Dites, à la page de chaque unité, dont elle répond."))
    return _back(person_id)


@bp.post("/people/<int:person_id>/lift")
@requires("people:manage")
def lift(person_id: int):
    """« Adresse corrigée »: mail leaves again for this address."""
    accounts.lift_suspension(db.session, _person(person_id), actor())
    db.session.commit()
    flash(_("Les courriels repartiront à cette adresse."))
    return _back(person_id)


@bp.post("/people/<int:person_id>/opt-out/settled")
@requires("people:manage")
def settle_opt_out(person_id: int):
    """« C’est réglé »: somebody saw to whoever asked to get no more reminders."""
    opt_outs.settle(db.session, _person(person_id), actor())
    db.session.commit()
    flash(_("C’est noté. Les relances continuent de partir à qui répond pour l’unité."))
    return _back(person_id)


@bp.get("/people/<int:person_id>/address")
@requires("people:manage")
def address(person_id: int):
    """Asks for the new address, and says how it will come into force."""
    person = db.session.get(Person, person_id) or abort(404)
    return _address(AddressForm(formdata=None), person)


@bp.post("/people/<int:person_id>/address")
@requires("people:manage")
def save_address(person_id: int):
    """At once where nobody could confirm; else by mail to both addresses."""
    person = _person(person_id)
    form = AddressForm()
    if not form.validate() or not change_address(form, person, actor(), by_coordination=True):
        return _address(form, person), 422
    db.session.commit()
    return _back(person_id)


@bp.get("/people/<int:person_id>/absence")
@requires("people:manage")
def absence(person_id: int):
    """Asks for the days and the substitute."""
    person = db.session.get(Person, person_id) or abort(404)
    return _absence(with_people(AbsenceForm(formdata=None), person_id), person)


@bp.post("/people/<int:person_id>/absence")
@requires("people:manage")
def save_absence(person_id: int):
    """Note the absence for the person."""
    person = _person(person_id)
    form = with_people(AbsenceForm(), person_id)
    if not noted(form, person, actor()):
        return _absence(form, person), 422
    db.session.commit()
    return _back(person_id)


@bp.post("/people/<int:person_id>/absence/<int:absence_id>/remove")
@requires("people:manage")
def remove_absence(person_id: int, absence_id: int):
    """The person is not away after all."""
    found = db.session.get(Absence, absence_id)
    if found is None or found.person_id != person_id:
        abort(404)
    absences.remove_absence(db.session, found, actor())
    db.session.commit()
    flash(_("L’absence est retirée."))
    return _back(person_id)


def _person(person_id: int) -> Person:
    return db.session.get(Person, person_id, with_for_update=True) or abort(404)


def _address(form: AddressForm, person: Person):
    return render_template(
        "people/address.html",
        form=form,
        person=person,
        at_once=accounts.needs_no_confirmation(person),
    )


def _absence(form: AbsenceForm, person: Person):
    back = url_for("people.page", person_id=person.id)
    return render_template("people/absence.html", form=form, person=person, back=back)


def _back(person_id: int):
    return redirect(url_for("people.page", person_id=person_id), 303)
