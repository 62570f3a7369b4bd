"""The reader's language: the person's own, else what this browser chose, else its setting, else
the city's first; in a city of one language, that one."""

from flask import Blueprint, Flask, g, redirect, request, session
from flask_babel import Babel
from flask_login import current_user
from sqlalchemy import update

from tracker.domain import revision
from tracker.domain.people import LOCALES, Person
from tracker.extensions import db
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import safe_next

bp = Blueprint("language", __name__)


def chosen() -> str:
    """fr or en for this request; decided once."""
    if "locale" not in g:
        g.locale = _decide()
    return g.locale


def _decide() -> str:
    """A city of one language speaks it to all; its default serves whose browser knows neither."""
    if request.endpoint == "static" or request.blueprint == "health":
        return _preferred("fr")  # Nothing is asked of the database for these.
    bureau = reading.bureau()
    return bureau.speaks(_wanted() or _preferred(bureau.default_locale))


def _wanted() -> str | None:
    """What the address asks, the person keeps, or this browser chose."""
    asked = (request.args.get("lang"), current_user.locale, session.get("locale"))
    return next((locale for locale in asked if locale in LOCALES), None)


def _preferred(default: str) -> str:
    return request.accept_languages.best_match(LOCALES, default=default) or default


def use(locale: str) -> None:
    """Speak `locale` for the rest of this request (the owner of a mail's link)."""
    if request.args.get("lang") not in LOCALES:
        g.locale = reading.bureau().speaks(locale)


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
