"""The room « dossiers »: the files of the plan, and each with its calendar."""

from flask import Blueprint, abort, g, render_template

from tracker.web import reading
from tracker.web.access import requires
from tracker.web.dossiers.overview import overview
from tracker.web.dossiers.presenter import dossier_page

bp = Blueprint("dossiers", __name__)


@bp.get("/dossiers")
@requires("plan:read")
def index():
    """Every dossier; the same for every reader, kept while nothing moves."""
    view = reading.view()
    if view.plan is None:
        return render_template("dossiers/no_plan.html")
    return render_template("dossiers/index.html", body=reading.kept("dossiers", _index))


def _index() -> str:
    return render_template("dossiers/_index.html", told=overview(reading.view(), g.locale))


@bp.get("/dossiers/<code>")
@requires("plan:read")
def page(code: str):
    """One dossier, or 404."""
    view = reading.view()
    dossier = next((row for row in view.dossiers if row.code == code), None) or abort(404)
    return render_template(
        "dossiers/page.html", dossier=dossier_page(view, dossier, g.locale), plan=view.plan
    )
