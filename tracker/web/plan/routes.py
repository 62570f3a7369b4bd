"""The room « plan »: plans, their dossiers and milestones, changed by hand."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.domain.changes import revise
from tracker.domain.milestones import Milestone
from tracker.domain.ordering import shift
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.translations import is_stale, retitle
from tracker.extensions import db
from tracker.queries.plans import read_plans
from tracker.web import htmx, reading
from tracker.web.access import may, requires
from tracker.web.addresses import row_id
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import history_of, told
from tracker.web.plan import approving, dossiers, making  # noqa: F401  # they hang their routes
from tracker.web.plan.at_hand import plan_to_change, view_or_404
from tracker.web.plan.blueprint import bp
from tracker.web.plan.forms import PlanForm
from tracker.web.plan.shelf import shelf, state_of
from tracker.web.plan.whole import WholePlan, whole


@bp.get("/plan")
@requires("plan:read")
def index():
    """The plans: the current one, the drafts, the closed ones; and the ways to make one."""
    return render_template("plan/index.html", shelf=shelf(read_plans(db.session), g.locale))


@bp.get("/plan/<int:plan_id>")
@requires("plan:read")
def page(plan_id: int):
    """The whole plan, open to whoever is signed in: a draft too, since it is consulted on."""
    plan = view_or_404(plan_id).plan
    return render_template(
        "plan/page.html",
        told=_told(plan_id),
        plan=plan,
        state=state_of(db.session.get_one(ActionPlan, plan_id), g.locale),
        history=history_of("plan", [plan_id]),
        edits=_edits(plan.state),
    )


@bp.get("/plan/<int:plan_id>/edit")
@requires("plan:edit")
def edit(plan_id: int):
    """Titles and dates of the plan."""
    plan = plan_to_change(plan_id)
    form = PlanForm(
        formdata=None,
        title_fr=plan.title_fr,
        title_en=plan.title_en,
        starts_on=plan.starts_on.isoformat(),
        ends_on=plan.ends_on.isoformat(),
    )
    return _edit_page(plan, open_form(form, "plan", plan_id))


@bp.post("/plan/<int:plan_id>/edit")
@requires("plan:edit")
def save(plan_id: int):
    """Save the titles and dates, unless somebody else changed them meanwhile."""
    plan = plan_to_change(plan_id, lock=True)
    form = PlanForm()
    if news := meanwhile(form, "plan", plan_id):
        return _edit_page(plan, form, news), 409
    if not form.validate():
        return _edit_page(plan, form), 422
    confirmed = form.confirmed.data
    retitle(
        db.session,
        "plan",
        plan,
        actor(),
        form.title_fr.data,
        form.title_en.data,
        confirmed=confirmed,
    )
    days = {"starts_on": form.starts_on.day, "ends_on": form.ends_on.day}
    revise(db.session, "plan", plan, actor(), days)
    db.session.commit()
    flash(_("Le plan est enregistré."))
    return redirect(url_for("plan.page", plan_id=plan_id), 303)


@bp.post("/plan/<int:plan_id>/order")
@requires("plan:edit")
def reorder(plan_id: int):
    """Move a dossier, or a milestone within its dossier, one place up or down."""
    plan_to_change(plan_id, lock=True)
    up = "up" in request.form
    key = request.form.get("up" if up else "down", "")
    kind = {"d": "dossier", "m": "milestone"}.get(key[:1]) or abort(404)
    thing = db.session.get(Dossier if kind == "dossier" else Milestone, row_id(key[1:]))
    if thing is None or thing.plan_id != plan_id:
        abort(404)
    shift(db.session, kind, _siblings(thing), thing, actor(), up=up)
    db.session.commit()
    if not htmx.asked():
        return redirect(url_for("plan.page", plan_id=plan_id, _anchor=key), 303)
    reading.forget_view()
    plan = view_or_404(plan_id).plan
    return render_template(
        "plan/_table.html", told=_told(plan_id), plan=plan, edits=True, moved=key, up=up
    )


def _siblings(thing: Dossier | Milestone) -> list[Dossier] | list[Milestone]:
    if isinstance(thing, Dossier):
        statement = select(Dossier).where(Dossier.plan_id == thing.plan_id)
        return list(db.session.scalars(statement.order_by(Dossier.position, Dossier.id)))
    statement = select(Milestone).where(Milestone.dossier_id == thing.dossier_id)
    return list(db.session.scalars(statement.order_by(Milestone.position, Milestone.id)))


def _edits(state: str) -> bool:
    return may("plan:edit") and state != "closed"


def _told(plan_id: int) -> WholePlan:
    view = view_or_404(plan_id)
    english = may("plan:edit") and reading.bureau().bilingual
    return whole(view, view.plan, g.locale, english=english)


def _edit_page(plan: ActionPlan, form: PlanForm, news=()) -> str:
    return render_template(
        "plan/edit.html",
        form=form,
        plan=plan,
        stale=is_stale(plan.title_fr, plan.title_en, plan.title_en_of),
        news=told(news),
        history=history_of("plan", [plan.id]),
    )
