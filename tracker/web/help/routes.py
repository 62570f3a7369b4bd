"""The room « help »: one page per role."""

from flask import Blueprint, abort, render_template

from tracker.web.access import requires
from tracker.web.help import coordination, direction, lead

bp = Blueprint("help", __name__)

_PAGES = {"responsable": lead.page, "direction": direction.page, "coordination": coordination.page}


@bp.get("/aide")
@requires("public")
def index():
    """The three pages, each with what it is for."""
    return render_template("help/index.html", pages=[make() for make in _PAGES.values()])


@bp.get("/aide/<slug>")
@requires("public")
def page(slug: str):
    """One role's page, or 404."""
    make = _PAGES.get(slug) or abort(404)
    return render_template("help/page.html", page=make())
