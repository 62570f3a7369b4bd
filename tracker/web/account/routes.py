"""The room « account »: one's own language, password, absences, address, sessions."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import PasswordField
from wtforms.validators import DataRequired

from tracker import clock
from tracker.domain import absences, accounts
from tracker.domain.changes import note, revise
from tracker.domain.feeds import Owner
from tracker.domain.people import LOCALES, Absence, Person
from tracker.domain.sessions import end_links_of
from tracker.domain.tokens import token_hash
from tracker.extensions import db
from tracker.queries import people as queries
from tracker.queries.feeds import feed_of
from tracker.web import feeds, passwords, reading, throttle
from tracker.web.absences import AbsenceForm, noted, with_people
from tracker.web.access import requires
from tracker.web.address_change import AddressForm, change_address
from tracker.web.editing import actor
from tracker.web.passwords import PasswordForm
from tracker.wording import dates, naming
from tracker.wording import people as words

bp = Blueprint("account", __name__)


def _current() -> PasswordField:
    return PasswordField(
        _l("Mot de passe actuel"),
        validators=[DataRequired(_l("Écrivez votre mot de passe actuel."))],
    )


class OwnPasswordForm(PasswordForm):
    """The current password, then the new one twice."""

    current = _current()


class OwnAddressForm(AddressForm):
    """One's new address, and the current password: whoever finds a session open has none."""

    current = _current()


@bp.get("/account")
@requires("account:own")
def page():
    """What the tool holds of oneself, and what one may change of it."""
    session, view = db.session, reading.view()
    person_id = current_user.id
    return render_template(
        "account/page.html",
        languages=[(code, words.language(code)) for code in LOCALES],
        account=queries.read_accounts(session, person_id)[person_id],
        units=[
            (unit.code, naming.unit_name(unit, g.locale))
            for unit in view.directory.units_of(person_id)
        ],
        absences=queries.absences_of(session, person_id, view.today),
        sessions=queries.sessions_of(session, person_id, clock.now()),
        this_one=token_hash(current_user.token),
        when=lambda at: dates.moment(at, reading.settings().timezone, g.locale),
        remove=lambda absence_id: url_for("account.remove_absence", absence_id=absence_id),
        feed=feed_of(session, Owner("person", person_id)),
        calendar_words=_calendar_words(),
        attached=view.directory.people[person_id].brief_attached,
    )


@bp.post("/account/calendar")
@requires("account:own")
def make_calendar():
    """Make one's calendar, or another address of it; the one before opens nothing any more."""
    return feeds.make(Owner("person", current_user.id), url_for("account.page"))


@bp.post("/account/calendar/revoke")
@requires("account:own")
def revoke_calendar():
    """Close one's calendar."""
    return feeds.revoke(Owner("person", current_user.id), url_for("account.page"))


@bp.post("/account/language")
@requires("account:own")
def language():
    """The language of one's pages and mails."""
    locale = request.form.get("locale")
    if locale not in LOCALES:
        abort(422)
    revise(db.session, "person", _me(), actor(), {"locale": locale})
    cookie["locale"] = locale
    db.session.commit()
    return redirect(url_for("account.page"), 303)


@bp.post("/account/keys")
@requires("account:own")
def keys():
    """Whether single keys do something on one's pages."""
    wanted = request.form.get("keys")
    if wanted not in {"on", "off"}:
        abort(422)
    _me().shortcut_keys = wanted == "on"
    db.session.commit()
    return redirect(url_for("account.page", _anchor="touches"), 303)


@bp.post("/account/brief")
@requires("account:own")
def attach_brief():
    """Whether one's Monday mail carries the brief as a PDF: a director's to choose."""
    wanted = request.form.get("attached")
    if current_user.role != "director":
        abort(403)
    if wanted not in {"yes", "no"}:
        abort(422)
    revise(db.session, "person", _me(), actor(), {"brief_attached": wanted == "yes"})
    db.session.commit()
    return redirect(url_for("account.page"), 303)


@bp.get("/account/password")
@requires("account:own")
def password():
    """Asks for the current password and a new one."""
    return render_template("account/password.html", form=OwnPasswordForm(formdata=None))


@bp.post("/account/password")
@requires("account:own")
def save_password():
    """Set it, unless the current one is wrong; every other session ends."""
    form = OwnPasswordForm()
    if not form.good_for(current_user.name, current_user.email):
        return render_template("account/password.html", form=form), 422
    if status := _refused(form.current):
        return render_template("account/password.html", form=form), status
    hashed, by = passwords.hashed(form.password.data), actor()
    _me().password_hash = hashed
    note(db.session, "person", current_user.id, by, "changed", field="password")
    end_links_of(db.session, current_user.id, by.at)
    accounts.end_sessions(db.session, current_user.id, by.at, token_hash(current_user.token))
    throttle.forget(db.session, current_user.email)
    db.session.commit()
    flash(_("Votre mot de passe est changé; vos autres sessions sont fermées."))
    return redirect(url_for("account.page"), 303)


@bp.get("/account/absence")
@requires("account:own")
def absence():
    """Asks for the days and the substitute."""
    return _absence(with_people(AbsenceForm(formdata=None), current_user.id))


@bp.post("/account/absence")
@requires("account:own")
def save_absence():
    """Note one's own absence."""
    form = with_people(AbsenceForm(), current_user.id)
    if not noted(form, _me(), actor()):
        return _absence(form), 422
    db.session.commit()
    return redirect(url_for("account.page"), 303)


@bp.post("/account/absence/<int:absence_id>/remove")
@requires("account:own")
def remove_absence(absence_id: int):
    """One is not away after all; another's absence is not found here."""
    found = db.session.get(Absence, absence_id)
    if found is None or found.person_id != current_user.id:
        abort(404)
    absences.remove_absence(db.session, found, actor())
    db.session.commit()
    flash(_("L’absence est retirée."))
    return redirect(url_for("account.page"), 303)


@bp.get("/account/address")
@requires("account:own")
def address():
    """Asks for one's new address."""
    return _address(_address_form(formdata=None))


@bp.post("/account/address")
@requires("account:own")
def save_address():
    """Confirmed by mail from the new address, told to the old one."""
    form = _address_form()
    if not form.validate():
        return _address(form), 422
    if "current" in form:
        if status := _refused(form.current):
            return _address(form), status
        throttle.forget(db.session, current_user.email)
    if not change_address(form, _me(), actor(), by_coordination=False):
        return _address(form), 422
    db.session.commit()
    return redirect(url_for("account.page"), 303)


@bp.post("/account/sessions/close")
@requires("account:own")
def close_sessions():
    """« Fermer les autres sessions »: this one stays."""
    keep = token_hash(current_user.token)
    accounts.end_sessions(db.session, current_user.id, clock.now(), keep)
    db.session.commit()
    flash(_("Vos autres sessions sont fermées."))
    return redirect(url_for("account.page"), 303)


def _calendar_words() -> str:
    """What the calendar holds: the milestones of one's units, or those of the whole plan."""
    contacts = reading.view().directory.contacts.values()
    if current_user.sees_board and not any(current_user.id in unit for unit in contacts):
        return _("Tous les jalons du plan dans votre agenda, à leur date prévue.")
    return _("Les jalons de vos unités dans votre agenda, à leur date prévue.")


def _me() -> Person:
    return db.session.get_one(Person, current_user.id, with_for_update=True)


def _refused(current: PasswordField) -> int:
    """Status of the refusal of one's current password, its reason beside the field; 0: it holds."""
    if not throttle.admit(db.session, current_user.email, request.remote_addr or ""):
        current.errors = [_("Trop d’essais. Attendez quinze minutes.")]
        return 429
    stored = db.session.get_one(Person, current_user.id).password_hash
    db.session.rollback()  # Nothing stays open while the password is checked.
    if passwords.matches(stored, current.data):
        return 0
    current.errors = [_("Ce n’est pas votre mot de passe actuel.")]
    return 422


def _address_form(**given) -> AddressForm:
    """A role of the demonstration has no password to give."""
    stored = db.session.get_one(Person, current_user.id).password_hash
    return (OwnAddressForm if stored else AddressForm)(**given)


def _absence(form: AbsenceForm):
    back = url_for("account.page")
    return render_template("people/absence.html", form=form, person=current_user, back=back)


def _address(form: AddressForm):
    back = url_for("account.page")
    return render_template(
        "people/address.html", form=form, person=current_user, at_once=False, back=back
    )
