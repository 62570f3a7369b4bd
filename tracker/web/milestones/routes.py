"""The room « milestones »."""

from flask import Blueprint

from tracker.web.access import requires

bp = Blueprint("milestones", __name__)


@bp.get("/milestones/<int:milestone_id>")
@requires("plan:read")
def page(milestone_id):
    return "milestones"
