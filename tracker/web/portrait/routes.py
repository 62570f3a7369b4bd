"""The room « portrait »: what slipped and why, and how boroughs differ."""

from flask import Blueprint, g, render_template, request, url_for

from tracker.extensions import db
from tracker.queries.postponements import read_postponements
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.portrait import filters
from tracker.web.portrait.slips import SHOWN, slips
from tracker.web.portrait.spread import boroughs

bp = Blueprint("portrait", __name__)


@bp.get("/portrait")
@requires("board:read")
def page():
    """The portrait as the address asks for it; the same for every reader, kept while nothing
    moves."""
    view = reading.view()
    if view.plan is None:
        return render_template("dossiers/no_plan.html")
    wanted = filters.read(request.args, view)
    slipped = reading.kept(("portrait.slips", wanted), lambda: _slips(wanted))
    return render_template(
        "portrait/page.html", slipped=slipped, spread=reading.kept("portrait.spread", _spread)
    )


def _slips(wanted: filters.Filters) -> str:
    view = reading.view()
    moves = read_postponements(db.session, view)
    return render_template(
        "portrait/_slips.html",
        told=slips(view, moves, wanted, g.locale),
        wanted=wanted,
        base=url_for("portrait.page"),
        in_sight=SHOWN,
    )


def _spread() -> str:
    return render_template("portrait/_spread.html", told=boroughs(reading.view(), g.locale))
