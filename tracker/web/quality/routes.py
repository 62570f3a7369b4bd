"""The room « quality »: what lacks to the plan, and the place to mend it."""

from flask import Blueprint, g, render_template, request

from tracker.queries import quality
from tracker.web import reading
from tracker.web.access import may, requires
from tracker.web.quality.presenter import quality_page

bp = Blueprint("quality", __name__)


@bp.get("/quality")
@requires("quality:read")
def page():
    """All that lacks, or one sort of it, or one unit's; a filter that is none shows all."""
    view = reading.view()
    if view.plan is None:
        return render_template("quality/no_plan.html")
    what = request.args.get("what", "")
    what = what if what in {*quality.WHATS, *quality.SORTS} else ""
    unit = view.directory.unit_by_code(request.args.get("unit", ""))
    key = ("quality", what, unit.code if unit else "", may("question:ask"), may("units:manage"))

    def render() -> str:
        return render_template("quality/_body.html", told=quality_page(view, what, unit, g.locale))

    return render_template("quality/page.html", body=reading.kept(key, render))
