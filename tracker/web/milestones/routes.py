"""The room « milestones »: who promised what, and all that was said."""

from flask import Blueprint, abort, g, render_template
from flask_login import current_user

from tracker.extensions import db
from tracker.queries.history import read_history
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.milestones.history import Teller
from tracker.web.milestones.presenter import milestone_page

bp = Blueprint("milestones", __name__)


@bp.get("/milestones/<int:milestone_id>")
@requires("plan:read")
def page(milestone_id: int):
    """One milestone of the current plan, or 404."""
    view = reading.view()
    milestone = view.milestones.get(milestone_id) or abort(404)
    teller = Teller(view, g.locale, reading.settings().timezone)
    return render_template(
        "milestones/page.html",
        milestone=milestone_page(view, milestone, current_user.unit_ids, g.locale),
        entries=teller.entries(read_history(db.session, milestone_id)),
    )
