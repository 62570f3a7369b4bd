"""The room « confidence »: how sure one is of a dossier, declared by its lead, assessed by the
Bureau."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.domain import confidence as rules
from tracker.domain.confidence import Confidence
from tracker.extensions import db
from tracker.queries.confidence import LevelRow
from tracker.queries.plan_rows import DossierRow
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.confidence.forms import LevelForm
from tracker.web.editing import actor
from tracker.web.histories import Line
from tracker.web.levels import followed, levels, may_declare, told
from tracker.wording import confidence, dates, naming

bp = Blueprint("confidence", __name__)


@bp.get("/dossiers/<code>/confidence")
@requires("plan:read")
def page(code: str):
    """Every level that was given, by whom, when, and why."""
    view, dossier = _dossier(code)
    return render_template(
        "confidence/page.html",
        levels=levels(view, dossier, g.locale),
        code=dossier.code,
        title=naming.dossier_title(dossier, g.locale),
    )


@bp.get("/dossiers/<code>/confidence/declared")
@requires("confidence:declare")
def declare_page(code: str):
    """The level that the lead unit declares."""
    view, dossier = _declarable(code)
    return _form_page(view, dossier, "declared")


@bp.post("/dossiers/<code>/confidence/declared")
@requires("confidence:declare")
def declare(code: str):
    """Declare a level: 422 without one or its sentence, 409 where another did meanwhile."""
    view, dossier = _declarable(code)
    return _give(view, dossier, "declared", view.directory.living(dossier.lead_unit_id))


@bp.get("/dossiers/<code>/confidence/assessed")
@requires("confidence:assess")
def assess_page(code: str):
    """The level that the Bureau assesses."""
    view, dossier = _dossier(code, given=True)
    return _form_page(view, dossier, "assessed")


@bp.post("/dossiers/<code>/confidence/assessed")
@requires("confidence:assess")
def assess(code: str):
    """Assess a level: 422 without one or its sentence, 409 where another did meanwhile."""
    view, dossier = _dossier(code, given=True)
    return _give(view, dossier, "assessed", None)


def _dossier(code: str, given: bool = False) -> tuple[PlanView, DossierRow]:
    """The dossier of that code in the current plan, or 404; `given`: 409 where no level may be
    given any more, or yet."""
    view = reading.view()
    dossier = next((row for row in view.dossiers if row.code == code), None) or abort(404)
    if given and not followed(view):
        abort(409, _("Le plan n’est pas en vigueur : aucun niveau n’y est donné."))
    return view, dossier


def _declarable(code: str) -> tuple[PlanView, DossierRow]:
    """The dossier, for who answers for its lead unit; 403 for anybody else who may see it."""
    view, dossier = _dossier(code)
    lead = view.directory.living(dossier.lead_unit_id)
    if lead is None or lead not in current_user.unit_ids:
        abort(403)
    if not may_declare(view, dossier):
        abort(409, _("Le plan n’est pas en vigueur : aucun niveau n’y est donné."))
    return view, dossier


def _give(view: PlanView, dossier: DossierRow, source: str, unit_id: int | None):
    form = LevelForm()
    right = form.validate()
    rules.held(db.session, dossier.id)
    stands = rules.latest(db.session, dossier.id, source)
    if _meanwhile(form, stands):
        news = _news(view, stands)
        db.session.rollback()
        form.seen.data = str(stands.id)
        return _form_page(view, dossier, source, form, news), 409
    if not right:
        db.session.rollback()
        return _form_page(view, dossier, source, form), 422
    if not _same(form, stands):
        on = reading.today()
        level, sentence = form.level.data, form.sentence.data
        rules.give(db.session, dossier.id, source, level, sentence, actor(), on, unit_id)
        db.session.commit()
    said = confidence.level(form.level.data)
    if source == "declared":
        flash(_("%(code)s : niveau déclaré, « %(level)s ».", code=dossier.code, level=said))
    else:
        flash(_("%(code)s : niveau évalué, « %(level)s ».", code=dossier.code, level=said))
    return redirect(url_for("dossiers.page", code=dossier.code, _anchor="confiance"), 303)


def _meanwhile(form: LevelForm, stands: Confidence | None) -> bool:
    """Whether somebody else gave a level since the form was drawn."""
    if stands is None or stands.id == row_id(form.seen.data):
        return False
    return stands.by_id is None or stands.by_id != current_user.id


def _same(form: LevelForm, stands: Confidence | None) -> bool:
    """Whether it was given in these very words a moment ago: a button pressed twice."""
    if stands is None or stands.id == row_id(form.seen.data):
        return False
    return (stands.level, stands.sentence) == (form.level.data, form.sentence.data)


def _news(view: PlanView, stands: Confidence) -> list[Line]:
    """What was given meanwhile, with its sentence."""
    row = LevelRow(
        stands.id,
        stands.dossier_id,
        stands.source,
        stands.level,
        stands.sentence,
        stands.unit_id,
        stands.given_on,
        stands.given_at,
        stands.by_id,
        stands.by_name,
    )
    given = told(view, row, g.locale)
    when = dates.moment(row.given_at, reading.settings().timezone, g.locale)
    title = _("%(level)s : « %(text)s »", level=given.level, text=given.sentence)
    return [Line(row.id, title, None, None, row.by_name, when, "")]


def _form_page(
    view: PlanView,
    dossier: DossierRow,
    source: str,
    form: LevelForm | None = None,
    news: list[Line] | None = None,
) -> str:
    if form is None:
        stands = rules.latest(db.session, dossier.id, source)
        form = LevelForm(formdata=None, level=stands.level if stands else None)
        form.seen.data = str(stands.id if stands else 0)
    return render_template(
        "confidence/form.html",
        levels=levels(view, dossier, g.locale),
        form=form,
        news=news or (),
        source=source,
        code=dossier.code,
        title=naming.dossier_title(dossier, g.locale),
    )
