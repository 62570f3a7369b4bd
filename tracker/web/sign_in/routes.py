"""Signing in and out, the demonstration's roles, and the link that sets a password."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from tracker import clock
from tracker.domain.people import Person
from tracker.domain.sessions import OneUseLink
from tracker.domain.tokens import token_hash
from tracker.extensions import db
from tracker.web import demonstration, identity
from tracker.web.access import requires
from tracker.web.addresses import safe_next
from tracker.web.sign_in import passwords, throttle
from tracker.web.sign_in.forms import PasswordForm, SignInForm
from tracker.web.sign_in.personas import personas

bp = Blueprint("sign_in", __name__)


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
    if throttle.too_many(db.session, email, request.remote_addr or ""):
        form.password.errors = [
            _("Trop d’essais. Attendez quinze minutes, ou écrivez à la coordination du Bureau.")
        ]
        return _page(form), 429
    person = db.session.scalar(select(Person).where(Person.email == email, Person.active))
    stored = person.password_hash if person else None
    person_id = person.id if person else None
    db.session.rollback()
    if not passwords.matches(stored, form.password.data):
        throttle.note_failure(db.session, email, request.remote_addr or "")
        db.session.commit()
        form.password.errors = [_("L’adresse et le mot de passe ne vont pas ensemble.")]
        return _page(form), 422
    identity.enter(db.session.get_one(Person, person_id))
    throttle.forget(db.session, email)
    db.session.commit()
    return redirect(safe_next(form.next.data), 303)


@bp.post("/sign-in/role")
@requires("public")
def enter_role():
    """Enter a role of the demonstration, by one press; only on this very computer."""
    if not demonstration.open_here():
        abort(404)
    person = db.session.get(Person, request.form.get("person", type=int) or 0)
    if person is None or not person.is_persona or not person.active:
        abort(404)
    if current_user.is_authenticated:
        identity.leave()
    identity.enter(person)
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
    _link(token)
    g.secret_page = True
    return render_template("sign_in/password.html", form=PasswordForm(formdata=None))


@bp.post("/password/<token>")
@requires("public")
def set_password(token: str):
    """Set the password, use the link up, end every other session of the person."""
    g.secret_page = True
    form = PasswordForm()
    link = _link(token)
    if not form.validate():
        return render_template("sign_in/password.html", form=form), 422
    db.session.rollback()
    hashed = passwords.hashed(form.password.data)
    person = db.session.get_one(Person, link.person_id)
    used = db.session.get_one(OneUseLink, link.id, with_for_update=True)
    if used.used_at is not None:
        abort(404)
    used.used_at = clock.now()
    person.password_hash = hashed
    identity.end_sessions_of(person.id)
    identity.enter(person)
    db.session.commit()
    flash(_("Votre mot de passe est enregistré."))
    return redirect("/", 303)


def _link(token: str) -> OneUseLink:
    link = db.session.scalar(
        select(OneUseLink).where(
            OneUseLink.token_hash == token_hash(token),
            OneUseLink.used_at.is_(None),
            OneUseLink.expires_at > clock.now(),
        )
    )
    if link is None:
        abort(
            404, _("Ce lien a déjà servi, ou n’est plus valable. Demandez-en un autre au Bureau.")
        )
    db.session.expunge(link)
    return link


def _page(form: SignInForm):
    roles = personas(db.session) if demonstration.open_here() else []
    return render_template("sign_in/page.html", form=form, personas=roles)
