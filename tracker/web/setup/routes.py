"""The room « setup »: the first day: an empty database becomes the city’s own."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from tracker import clock
from tracker.domain import demonstration, leaving, leaving_people, setup
from tracker.domain.changes import Actor, note
from tracker.domain.people import Person
from tracker.domain.remains import remains
from tracker.extensions import db
from tracker.queries.first_steps import read_first_steps
from tracker.web import editing, identity, passwords, reading, throttle
from tracker.web.access import requires
from tracker.web.fields import field_errors
from tracker.web.setup import city, founding, trial, zones
from tracker.web.setup.forms import LeaveForm, LeaveWithCoordinatorForm, SetupForm
from tracker.web.setup.room import bp
from tracker.web.setup.steps import steps

__all__ = ["bp", "city"]  # Its routes are of this room too.

_FRONT_DOORS = frozenset({"board.page", "sign_in.page"})


@bp.before_app_request
def lead_here():
    """Where nobody is there yet, the front doors lead to the set-up page."""
    if request.method != "GET" or request.endpoint not in _FRONT_DOORS:
        return None
    if any(person.active for person in reading.view().directory.people.values()):
        return None
    return redirect(url_for("setup.page"), 303)


@bp.get("/setup")
@requires("public")
def page():
    """The page of the first day; none once somebody coordinates."""
    _only_before()
    return _page(SetupForm(formdata=None, locale=g.locale))


@bp.post("/setup")
@requires("public")
def create():
    """Make the first coordinator and the Bureau's settings, with a code that serves once."""
    _only_before()
    form = SetupForm()
    valid = form.validate()
    if form.code.data and not throttle.admit(db.session, _attempts(), request.remote_addr or ""):
        field_errors(form.code, _("Trop d’essais. Attendez quinze minutes, puis recommencez."))
        return _page(form), 429
    if form.code.data and not setup.code_serves(db.session, form.code.data, clock.now()):
        field_errors(form.code, _wrong_code())
        valid = False
    elif form.code.data:
        throttle.forget(db.session, _attempts())
    db.session.commit()  # Nothing stays open while the password is hashed.
    if not valid:
        return _page(form), 422
    hashed = passwords.hashed(form.password.data)
    return _found(form, hashed)


def _found(form: SetupForm, hashed: str):
    if not setup.code_serves(db.session, form.code.data, clock.now()):  # It served meanwhile.
        field_errors(form.code, _wrong_code())
        return _page(form), 422
    try:
        person = founding.found(db.session, form, hashed, clock.now())
    except IntegrityError:
        db.session.rollback()
        return _already_known(form)
    _enter(person)
    db.session.commit()
    flash(_("Votre compte est fait. Voyez maintenant si le courriel arrive."))
    return redirect(url_for("setup.mail"), 303)


@bp.get("/setup/mail")
@requires("settings:manage")
def mail():
    """The way out of the mail, and a trial of it."""
    return _mail(None)


@bp.post("/setup/mail")
@requires("settings:manage")
def try_mail():
    """Send a trial mail to oneself, at once, and show what came of it."""
    settings, name, address = reading.settings(), current_user.name, current_user.email
    db.session.rollback()  # Nothing stays open while the server answers.
    outcome = trial.attempt(settings, name, address, clock.now())
    if outcome.mishap is None:
        note(db.session, "settings", 1, editing.actor(), "mail_tried", after=address)
        db.session.commit()
        reading.forget_view()
    return _mail(outcome)


@bp.get("/setup/next")
@requires("plan:edit")
def first_steps():
    """« Premiers pas »: what is done, what is next."""
    return render_template("setup/next.html", steps=steps(read_first_steps(db.session)))


@bp.get("/demonstration/leave")
@requires("settings:manage")
def leave():
    """What leaving the demonstration removes, in figures, before the button."""
    _only_in_demonstration()
    return _leave_page(_leave_form(formdata=None))


@bp.post("/demonstration/leave")
@requires("settings:manage")
def leave_now():
    """Remove the demonstration; its roles end only once a real coordinator can sign in."""
    _only_in_demonstration()
    form = _leave_form()
    if not form.validate():
        return _leave_page(form), 422
    hashed = None
    if "password" in form:
        db.session.rollback()  # Nothing stays open while the password is hashed.
        hashed = passwords.hashed(form.password.data)
    try:
        return _left(form, hashed)
    except IntegrityError:
        db.session.rollback()
        return _already_known(form, _leave_page)
    except leaving.CannotLeave:
        db.session.rollback()
        form.form_errors.append(_("Un courriel part en ce moment. Recommencez dans une minute."))
        return _leave_page(form), 409


def _left(form: LeaveForm, hashed: str | None):
    person = founding.coordinator(db.session, form, hashed, g.locale) if hashed else None
    leaving.leave(
        db.session,
        _who_leaves(person),
        keep_units=form.keep_units.data,
        keep_closures=form.keep_closures.data,
    )
    if person is not None:
        _enter(person)
    db.session.commit()
    flash(_("La démonstration est retirée."))
    return redirect(url_for("setup.first_steps"), 303)


def _enter(person: Person) -> None:
    """Sign the first coordinator in, in the language that she just chose."""
    cookie["locale"] = person.locale
    identity.enter(person)


def _who_leaves(person: Person | None) -> Actor:
    """The new coordinator, who just signed; else who presses, unnamed by id when a role ends."""
    now = clock.now()
    if person is not None:
        return Actor(person.id, person.name, now)
    if demonstration.is_played(db.session, current_user.id):
        return Actor(None, current_user.name, now, "demonstration")
    return editing.actor()


def _leave_form(**given) -> LeaveForm:
    ready = leaving_people.who_can_sign_in(db.session) is not None
    return (LeaveForm if ready else LeaveWithCoordinatorForm)(**given)


def _leave_page(form: LeaveForm):
    g.secret_page = True
    return render_template("setup/leave.html", form=form, remains=remains(db.session))


def _page(form: SetupForm):
    g.secret_page = True
    return render_template("setup/page.html", form=form, zones=zones.offered())


def _mail(outcome: trial.Outcome | None) -> str:
    settings = reading.settings()
    return render_template(
        "setup/mail.html",
        door=trial.door(settings),
        sender=settings.mail_from,
        outcome=outcome,
        chosen_here=bool(reading.bureau().sender_address),
    )


def _already_known(form, page=_page):
    field_errors(
        form.email, _("Quelqu’un est déjà inscrit à cette adresse : écrivez-en une autre.")
    )
    return page(form), 422


def _only_before() -> None:
    if not setup.is_open(db.session):
        abort(404)


def _only_in_demonstration() -> None:
    if not demonstration.is_here(db.session):
        abort(404)


def _attempts() -> str:
    return f"setup {request.remote_addr or ''}"


def _wrong_code() -> str:
    return _(
        "Ce code n’est pas le bon, a déjà servi ou a expiré. « flask setup-code » en imprime "
        "un autre."
    )
