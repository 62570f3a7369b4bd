"""Results of surveys as a file, out and in."""

from functools import partial

from flask import Response, url_for
from flask_babel import gettext as _

from tracker.exchange.results_file import REQUIRED, preview_results
from tracker.exchange.results_table import HEADINGS, results_csv
from tracker.extensions import db
from tracker.queries.surveys import read_surveys
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.editing import actor
from tracker.web.file_preview import Door, show, take
from tracker.web.surveys.room import bp


@bp.get("/surveys.csv")
@requires("plan:read")
def csv():
    """Every figure, with the headings that the file to load has."""
    content = results_csv(read_surveys(db.session), reading.view().directory)
    response = Response(content, mimetype="text/csv")
    name = _("sondages-%(day)s.csv", day=reading.today().isoformat())
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.get("/surveys/file")
@requires("survey:keep")
def file():
    """Ask for a file."""
    return show(_door())


@bp.post("/surveys/file")
@requires("survey:keep")
def load():
    """Show what it would do; then do it."""
    return take(_door())


def _door() -> Door:
    by = actor()
    return Door(
        _("Charger des résultats de sondage"),
        HEADINGS,
        REQUIRED,
        url_for("surveys.page"),
        url_for("surveys.csv"),
        partial(_read, by),
    )


def _read(by, content: bytes, name: str, *, lock: bool):
    return preview_results(db.session, content, name, by, lock=lock)
