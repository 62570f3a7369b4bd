"""« Mot de passe oublié ? »: a link by mail, and the same answer whoever asks."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker import clock
from tracker.domain import accounts
from tracker.extensions import db
from tracker.mail import outbox
from tracker.web import reading, throttle
from tracker.web.access import requires
from tracker.web.sign_in.forms import ForgottenForm
from tracker.web.sign_in.room import bp


@bp.get("/sign-in/forgotten")
@requires("public")
def forgotten():
    """Asks for the address."""
    return render_template("sign_in/forgotten.html", form=ForgottenForm(formdata=None))


@bp.post("/sign-in/forgotten")
@requires("public")
def send_password_link():
    """Mail a link where somebody in function bears the address; say the same if nobody does."""
    form = ForgottenForm()
    if not form.validate():
        return render_template("sign_in/forgotten.html", form=form), 422
    email = form.email.data
    if not throttle.admit(db.session, f"forgotten {email}", request.remote_addr or ""):
        form.email.errors = [
            _("Trop de demandes. Attendez quinze minutes, ou écrivez à la coordination du Bureau.")
        ]
        return render_template("sign_in/forgotten.html", form=form), 429
    person = accounts.find_person(db.session, email)
    if person is not None and person.active:
        outbox.post(db.session, reading.settings(), "password", person, clock.now())
        db.session.commit()
    flash(
        _(
            "Si quelqu’un est inscrit sous cette adresse, un courriel y part dans la minute; "
            "son lien sert une fois."
        )
    )
    return redirect(url_for("sign_in.page"), 303)
