"""The reader's language: the person's own, else what this browser chose, else its setting."""

from flask import Blueprint, Flask, g, redirect, request, session
from flask_babel import Babel
from flask_login import current_user
from sqlalchemy import update

from tracker.domain import revision
from tracker.domain.people import LOCALES, Person
from tracker.extensions import db
from tracker.web.access import requires
from tracker.web.addresses import safe_next

bp = Blueprint("language", __name__)


def chosen() -> str:
    """fr or en for this request; decided once."""
    if "locale" not in g:
        g.locale = _decide()
    return g.locale


def _decide() -> str:
    asked = request.args.get("lang") or session.get("locale")
    if request.args.get("lang") in LOCALES:
        return request.args["lang"]
    if current_user.is_authenticated and current_user.locale in LOCALES:
        return current_user.locale
    if asked in LOCALES:
        return asked
    return request.accept_languages.best_match(LOCALES, default="fr") or "fr"


def use(locale: str) -> None:
    """Speak `locale` for the rest of this request (the owner of a mail's link)."""
    if request.args.get("lang") not in LOCALES:
        g.locale = locale


@bp.post("/language")
@requires("public")
def choose():
    """Keep the language chosen by this browser, and by the person who is signed in."""
    locale = request.form.get("locale")
    if locale in LOCALES:
        session["locale"] = locale
        if current_user.is_authenticated:
            db.session.execute(
                update(Person).where(Person.id == current_user.id).values(locale=locale)
            )
            revision.mark(db.session)
            db.session.commit()
    return redirect(safe_next(request.form.get("next")), 303)


def install(app: Flask, babel: Babel) -> None:
    babel.init_app(app, locale_selector=chosen)
    app.before_request(lambda: chosen() and None)
    app.register_blueprint(bp)
