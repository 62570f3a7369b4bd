"""The room « surveys »: whether citizens notice."""

from flask import g, render_template

from tracker.extensions import db
from tracker.queries.surveys import read_surveys
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.surveys import edit, files
from tracker.web.surveys.presenter import page as told_page
from tracker.web.surveys.room import bp

__all__ = ["bp", "edit", "files"]


@bp.get("/surveys")
@requires("plan:read")
def page():
    """The surveys, their waves side by side; the same for every reader, kept while nothing
    moves."""
    return render_template("surveys/page.html", body=reading.kept("surveys", _body))


def _body() -> str:
    told = told_page(read_surveys(db.session), reading.view(), g.locale)
    return render_template("surveys/_body.html", told=told)
