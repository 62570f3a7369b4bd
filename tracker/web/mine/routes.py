"""The room « mine »."""

from flask import Blueprint

from tracker.web.access import requires

bp = Blueprint("mine", __name__)


@bp.get("/mine")
@requires("mine:read")
def page():
    return "mine"
