"""What went wrong, in words, with a way on."""

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from tracker.domain.people import LOCALES
from tracker.extensions import db

_PAGES = {403, 404, 409, 413, 422, 500}


def install(app: Flask) -> None:
    for status in _PAGES - {500}:
        app.register_error_handler(status, _page)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(SecurityError, _stranger)
    app.register_error_handler(400, _bad_request)
    app.register_error_handler(405, _not_here)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(500, _broken)


def _page(error: HTTPException):
    return render_template(f"errors/{error.code}.html", message=_own_words(error)), error.code


def _own_words(error: HTTPException) -> str | None:
    """The sentence given to abort(), if any; never the library's English one."""
    given = error.description
    return given if given and given != type(error).description else None


def _csrf(_error: CSRFError):
    return render_template("errors/422.html", message=None), 422


def _stranger(_error: SecurityError):
    """A Host that is not ours: no page can be drawn, since none would know its own address."""
    return (
        "Adresse inconnue. / Unknown address.\n",
        400,
        {"Content-Type": "text/plain; charset=utf-8"},
    )


def _bad_request(_error: HTTPException):
    return render_template("errors/422.html", message=None), 422


def _not_here(_error: HTTPException):
    return render_template("errors/404.html", message=None), 404


def _stale(_error: StaleDataError):
    db.session.rollback()
    return render_template("errors/409.html", message=None), 409


def _broken(_error: Exception):
    """The page itself must not need what may just have failed."""
    db.session.rollback()
    g.without_database = True
    g.setdefault("locale", request.accept_languages.best_match(LOCALES, default="fr"))
    return render_template("errors/500.html", message=None), 500
