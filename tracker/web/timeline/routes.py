"""The room « timeline »: the whole plan in time."""

from flask import Blueprint, g, render_template, request, url_for

from tracker.web import reading
from tracker.web.access import requires
from tracker.web.forecasts import plan_slips
from tracker.web.timeline import filters
from tracker.web.timeline.presenter import whole

bp = Blueprint("timeline", __name__)


@bp.get("/timeline")
@requires("board:read")
def page():
    """Every milestone that the address asks for; the same for every reader, kept while nothing
    moves."""
    view = reading.view()
    if view.plan is None:
        return render_template("dossiers/no_plan.html")
    wanted = filters.read(request.args, view)
    body = reading.kept(("timeline", wanted), lambda: _body(wanted))
    return render_template("timeline/page.html", body=body)


def _body(wanted: filters.Filters) -> str:
    view = reading.view()
    return render_template(
        "timeline/_body.html",
        whole=whole(view, wanted, plan_slips(view), g.locale),
        wanted=wanted,
        dossiers=view.dossiers,
        base=url_for("timeline.page"),
    )
