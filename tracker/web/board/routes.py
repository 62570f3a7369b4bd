"""The room « board »."""

from flask import Blueprint

from tracker.web.access import requires

bp = Blueprint("board", __name__)


@bp.get("/")
@requires("board:read")
def page():
    return "board"
