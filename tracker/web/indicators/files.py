"""Values of indicators as a file, out and in."""

from functools import partial

from flask import Response, url_for
from flask_babel import gettext as _

from tracker.exchange.values_file import HEADINGS, REQUIRED, preview_values, values_csv
from tracker.extensions import db
from tracker.web import measured, reading
from tracker.web.access import requires
from tracker.web.editing import actor
from tracker.web.file_preview import Door, show, take
from tracker.web.indicators.room import bp


@bp.get("/indicators.csv")
@requires("plan:read")
def csv():
    """Every value, with the headings that the file to load has."""
    content = values_csv(measured.indicators(), reading.view().directory)
    response = Response(content, mimetype="text/csv")
    name = _("indicateurs-%(day)s.csv", day=reading.today().isoformat())
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.get("/indicators/file")
@requires("indicator:keep")
def file():
    """Ask for a file."""
    return show(_door())


@bp.post("/indicators/file")
@requires("indicator:keep")
def load():
    """Show what it would do; then do it."""
    return take(_door())


def _door() -> Door:
    return Door(
        _("Charger des valeurs d’indicateurs"),
        HEADINGS,
        REQUIRED,
        url_for("indicators.index"),
        url_for("indicators.csv"),
        partial(_read, actor()),
    )


def _read(by, content: bytes, name: str, *, lock: bool):
    return preview_values(db.session, content, name, by, reading.today(), lock=lock)
