"""Signing in and out, the demonstration's roles, and the link that sets a password."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from tracker import clock
from tracker.domain.accounts import end_sessions
from tracker.domain.changes import Actor, note
from tracker.domain.people import Person
from tracker.domain.sessions import OneUseLink, end_links_of
from tracker.extensions import db
from tracker.web import demonstration, identity, passwords, throttle
from tracker.web.access import requires
from tracker.web.addresses import row_id, safe_next
from tracker.web.passwords import PasswordForm
from tracker.web.sign_in import addresses, forgotten
from tracker.web.sign_in.forms import SignInForm
from tracker.web.sign_in.links import password_link
from tracker.web.sign_in.personas import personas
from tracker.web.sign_in.room import bp

__all__ = ["addresses", "bp", "forgotten"]  # Their routes are of this room too.


@bp.get("/sign-in")
@requires("public")
def page():
    """The demonstration's roles where they may be entered; the password for everybody else."""
    return _page(SignInForm(formdata=None, next=request.args.get("next", "")))


@bp.post("/sign-in")
@requires("public")
def enter():
    """Check address and password; same answer and same time whoever it is."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    email = form.email.data.strip().lower()
    if not throttle.admit(db.session, email, request.remote_addr or ""):
        form.password.errors = [
            _("Trop d’essais. Attendez quinze minutes, ou écrivez à la coordination du Bureau.")
        ]
        return _page(form), 429
    person_id, stored = _known(email)
    db.session.rollback()  # Nothing stays open while the password is checked.
    if not passwords.matches(stored, form.password.data):
        form.password.errors = [_("L’adresse et le mot de passe ne vont pas ensemble.")]
        return _page(form), 422
    _enter(db.session.get_one(Person, person_id))
    throttle.forget(db.session, email)
    db.session.commit()
    return redirect(safe_next(form.next.data), 303)


@bp.post("/sign-in/role")
@requires("public")
def enter_role():
    """Enter a role of the demonstration, by one press; only on this very computer."""
    if not demonstration.open_here():
        abort(404)
    person = db.session.get(Person, row_id(request.form.get("person")))
    if person is None or not person.is_persona or not person.active:
        abort(404)
    _enter(person)
    db.session.commit()
    return redirect(safe_next(request.form.get("next")), 303)


@bp.post("/sign-out")
@requires("public")
def leave():
    """End the session, here and on the server."""
    identity.leave()
    db.session.commit()
    return redirect(url_for("sign_in.page"), 303)


@bp.get("/password/<token>")
@requires("public")
def choose_password(token: str):
    """The page of a one-use link; opening it changes nothing."""
    return _choose(PasswordForm(formdata=None), *password_link(token))


@bp.post("/password/<token>")
@requires("public")
def set_password(token: str):
    """Set the password, use every such link up, end every other session of the person."""
    form = PasswordForm()
    link, person = password_link(token)
    if not form.good_for(person.name, person.email):
        return _choose(form, link, person), 422
    person_id = person.id
    db.session.rollback()  # Nothing stays open while the password is hashed.
    hashed = passwords.hashed(form.password.data)
    person = db.session.get_one(Person, person_id, with_for_update=True)
    password_link(token)  # It may have served meanwhile.
    now = clock.now()
    person.password_hash = hashed
    by = Actor(person_id, person.name, now, "mail")
    note(db.session, "person", person_id, by, "changed", field="password")
    end_links_of(db.session, person_id, now)
    end_sessions(db.session, person_id, now)
    _enter(person)
    db.session.commit()
    flash(_("Votre mot de passe est enregistré."))
    return redirect("/", 303)


def _choose(form: PasswordForm, link: OneUseLink, person: Person):
    g.secret_page = True
    return render_template(
        "sign_in/password.html", form=form, name=person.name, email=person.email, kind=link.purpose
    )


def _known(email: str) -> tuple[int | None, str | None]:
    """Id and kept password of whoever signs in with this address, if anybody does."""
    if "\0" in email:  # PostgreSQL takes no such text, so nobody bears it.
        return None, None
    row = db.session.execute(
        select(Person.id, Person.password_hash).where(Person.email == email, Person.active)
    ).one_or_none()
    return (row.id, row.password_hash) if row else (None, None)


def _enter(person: Person) -> None:
    """Sign `person` in; whoever was signed in on this browser is signed out on the server."""
    if current_user.is_authenticated:
        identity.leave()
    identity.enter(person)


def _page(form: SignInForm):
    roles = personas(db.session) if demonstration.open_here() else []
    return render_template("sign_in/page.html", form=form, personas=roles)
