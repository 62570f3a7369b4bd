"""The room « search »: a few words, and everything of the plan that holds them."""

from flask import Blueprint, g, render_template, request
from flask_login import current_user

from tracker.domain.search import KINDS
from tracker.extensions import db
from tracker.queries.finding import wanted
from tracker.queries.search import CAP, find
from tracker.web import htmx, reading
from tracker.web.access import requires
from tracker.web.search.presenter import found
from tracker.web.search.sight import sight

bp = Blueprint("search", __name__)

#: How many of each kind: in the box of every page, and on the search's own.
_IN_THE_BOX, _ON_THE_PAGE = 3, 6


@bp.get("/search")
@requires("plan:read")
def page():
    """What is found of `q`; `kind`: of one kind only, as many as are counted."""
    asked = wanted(request.args.get("q", ""))
    kind = request.args.get("kind", "")
    kind = kind if kind in KINDS else ""
    in_the_box = htmx.asked() and "box" in request.args
    each = CAP if kind else _IN_THE_BOX if in_the_box else _ON_THE_PAGE
    seen = sight(reading.view(), current_user)
    rows = find(db.session, asked, seen, each, kind or None)
    told = found(rows, asked, kind, reading.view(), g.locale)
    if htmx.asked():
        return render_template("search/_found.html", found=told, in_the_box=in_the_box)
    return render_template("search/page.html", found=told, in_the_box=False)
