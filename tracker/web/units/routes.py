"""The room « units »."""

from flask import Blueprint

from tracker.web.access import requires

bp = Blueprint("units", __name__)


@bp.get("/units")
@requires("plan:read")
def index():
    return "units"


@bp.get("/units/<code>")
@requires("plan:read")
def page(code):
    return "units"
