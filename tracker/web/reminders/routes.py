"""The room « reminders »."""

from flask import Blueprint

from tracker.web.access import requires

bp = Blueprint("reminders", __name__)


@bp.get("/reminders")
@requires("reminders:read")
def page():
    return "reminders"
