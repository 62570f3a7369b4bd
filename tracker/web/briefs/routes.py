"""The room « briefs »: the Monday brief, those before it, and what changed between two."""

from flask import (
    Blueprint,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user

from tracker.exchange.brief_document import brief_pdf, file_name
from tracker.exchange.briefs import live_brief
from tracker.exchange.pdf import PdfUnavailable
from tracker.extensions import db
from tracker.queries.briefs import WholeBrief, briefs_between, read_brief, read_briefs
from tracker.web import brief_first, reading
from tracker.web.access import requires
from tracker.web.briefs import pages
from tracker.web.briefs.comparison import Comparison
from tracker.web.invited import sees_all

bp = Blueprint("briefs", __name__)


@bp.get("/briefs")
@requires("brief:read")
def index():
    """Every brief, the newest first; before the first, what it would tell today."""
    view = reading.view()
    if view.plan is None:
        return render_template("briefs/no_plan.html")
    briefs = read_briefs(db.session, view.plan.id)
    if briefs:
        return render_template("briefs/index.html", briefs=pages.listed(briefs))
    live = live_brief(db.session, view, reading.settings().timezone)
    return render_template("briefs/before.html", it=pages.shown(live), first=pages.first_day(view))


@bp.get("/briefs/<int:number>")
@requires("brief:read")
def page(number: int):
    """One brief, as it was."""
    brief = _brief(number)
    brief_first.opened(number)
    return render_template(
        "briefs/page.html", it=pages.shown(brief), last=reading.view().plan.brief_number
    )


@bp.get("/briefs/<int:number>/brief.pdf")
@requires("brief:read")
def pdf(number: int):
    """The same on paper; where this machine makes no PDF, a page that says so."""
    brief = _brief(number)
    hers = current_user.role == "director"
    try:
        made = brief_pdf(brief, g.locale, reading.settings().timezone, hers=hers)
    except PdfUnavailable:
        return render_template("briefs/no_pdf.html", number=number), 503
    answer = current_app.response_class(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{file_name(brief, g.locale)}"'
    return answer


@bp.get("/briefs/compare")
@requires("brief:read")
def choose():
    """The address of the comparison that the list's form asks for."""
    chosen = [request.args.get(name, type=int) for name in ("from", "to")]
    if None in chosen:
        return redirect(url_for("briefs.index"), 303)
    return redirect(url_for("briefs.compare", a=min(chosen), b=max(chosen)), 303)


@bp.get("/briefs/<int:a>/compare/<int:b>")
@requires("brief:read")
def compare(a: int, b: int):
    """What changed between two briefs, the earlier first in the address."""
    if a == b:
        return redirect(url_for("briefs.page", number=a), 303)
    if a > b:
        return redirect(url_for("briefs.compare", a=b, b=a), 303)
    hers = current_user.role == "director"
    plan = reading.view().plan or abort(404)
    briefs = briefs_between(db.session, plan.id, a, b)
    if {a, b} - {brief.number for brief in briefs}:
        abort(404)
    between = Comparison(briefs, g.locale, hers, decisions=sees_all())
    return render_template("briefs/compare.html", it=between)


def _brief(number: int) -> WholeBrief:
    plan = reading.view().plan
    return (plan and read_brief(db.session, plan.id, number)) or abort(404)
