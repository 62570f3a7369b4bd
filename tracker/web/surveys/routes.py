"""The room « surveys »: whether citizens notice."""

from flask import current_app, g, render_template

from tracker.extensions import db
from tracker.queries.survey_rows import Surveys
from tracker.queries.surveys import read_surveys
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.surveys import carried, edit, files
from tracker.web.surveys.presenter import page as told_page
from tracker.web.surveys.room import bp

__all__ = ["bp", "carried", "edit", "files"]


@bp.get("/surveys")
@requires("plan:read")
def page():
    """The surveys, their waves side by side; the same for every reader, kept while nothing
    moves."""
    body = reading.kept("surveys", _body)
    return render_template("surveys/page.html", body=body, none_yet=not _surveys().surveys)


def _body() -> str:
    told = told_page(_surveys(), reading.view(), g.locale)
    return render_template("surveys/_body.html", told=told)


def _surveys() -> Surveys:
    """The surveys, read once a revision."""
    memo, revision = current_app.extensions["memo"], reading.view().revision
    return memo.get(("surveys", revision), lambda: read_surveys(db.session))
