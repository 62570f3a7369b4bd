"""The room « dossiers »."""

from flask import Blueprint

from tracker.web.access import requires

bp = Blueprint("dossiers", __name__)


@bp.get("/dossiers")
@requires("plan:read")
def index():
    return "dossiers"


@bp.get("/dossiers/<code>")
@requires("plan:read")
def page(code):
    return "dossiers"
