"""The room « dossiers »: the files of the plan, and each with its calendar."""

from flask import Blueprint, abort, g, render_template
from flask_login import current_user

from tracker.extensions import db
from tracker.queries.plan_rows import DossierRow
from tracker.queries.plan_view import PlanView
from tracker.queries.questions import questions_about
from tracker.web import measured, reading
from tracker.web.access import may, requires
from tracker.web.asked import Told, told
from tracker.web.decision_lines import lines
from tracker.web.dossiers.overview import overview
from tracker.web.dossiers.presenter import dossier_page
from tracker.web.dossiers.unread import unread
from tracker.web.forecasts import plan_slips
from tracker.web.levels import levels

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
        "dossiers/page.html",
        dossier=dossier_page(view, dossier, plan_slips(view), g.locale),
        plan=view.plan,
        questions=_questions(view, dossier),
        dossier_id=dossier.id,
        levels=levels(view, dossier, g.locale),
        unread=unread(view, dossier.id, g.locale) if may("answer:read") else (),
        decisions=lines(
            view, (one for one in view.decisions if one.dossier_id == dossier.id), g.locale
        ),
        indicators=measured.of_dossier(dossier.id),
    )


def _questions(view: PlanView, dossier: DossierRow) -> list[Told]:
    """Open and answered, the newest first; a unit sees those that were asked of it."""
    shown = []
    lead = view.directory.living(dossier.lead_unit_id)
    for row in questions_about(db.session, dossier.id):
        commitment = view.by_id.get(row.commitment_id or 0)
        asked = commitment.unit_id if commitment else lead
        if may("board:read") or asked in current_user.unit_ids:
            code = view.milestone_of(commitment).code if commitment else dossier.code
            shown.append(told(view, row, code))
    return shown
