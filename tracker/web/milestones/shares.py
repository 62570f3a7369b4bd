"""Naming who leads and who contributes."""

from collections.abc import Sequence

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain import shares as rules
from tracker.extensions import db
from tracker.queries.plan_rows import MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web.access import requires
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import told
from tracker.web.milestones.forms import ContributorsForm, LeadForm
from tracker.web.milestones.loading import hold, milestone_to_edit, of_shares
from tracker.web.milestones.room import bp
from tracker.web.milestones.sharing import (
    absent_boroughs,
    lead_choices,
    shares_page,
    unit_names,
)


@bp.get("/milestones/<int:milestone_id>/shares")
@requires("plan:edit")
def shares(milestone_id: int):
    """Who leads, who contributes, who no longer does, and whom one may add."""
    view, milestone = milestone_to_edit(milestone_id)
    return _page(view, milestone)


@bp.post("/milestones/<int:milestone_id>/shares/lead")
@requires("plan:edit")
def lead(milestone_id: int):
    """Another unit leads; 409 where somebody else changed who does meanwhile."""
    held, _plan = hold(milestone_id)
    view, milestone = milestone_to_edit(milestone_id)
    form = _lead_form(view, milestone)
    if news := of_shares(meanwhile(form, "milestone", milestone_id)):
        return _page(view, milestone, form, told(news)), 409
    if not form.validate():
        return _page(view, milestone, form), 422
    unit = view.directory.unit_by_code(form.lead.data)
    reason = form.reason.data if form.releases else ""
    rules.change_lead(db.session, held, unit.id, actor(), unit_names(view), reason)
    db.session.commit()
    flash(_("C’est enregistré : unité porteuse, %(unit)s.", unit=unit.name))
    return redirect(url_for("milestones.shares", milestone_id=milestone_id), 303)


@bp.post("/milestones/<int:milestone_id>/shares/contributors")
@requires("plan:edit")
def contributors(milestone_id: int):
    """Add the units ticked, or every borough that is not there."""
    held, _plan = hold(milestone_id)
    view, milestone = milestone_to_edit(milestone_id)
    form = ContributorsForm()
    if not form.validate():
        abort(400)
    ids = _chosen(view, milestone_id, form)
    if not ids:
        form.units.errors = [_("Cochez au moins une unité.")]
        return _page(view, milestone, adding=form), 422
    added = rules.add_contributors(db.session, held, ids, actor(), unit_names(view))
    db.session.commit()
    flash(
        ngettext(
            "%(num)s unité contribue de plus.", "%(num)s unités contribuent de plus.", len(added)
        )
        if added
        else _("Ces unités y étaient déjà : rien n’a changé.")
    )
    return redirect(url_for("milestones.shares", milestone_id=milestone_id), 303)


def _chosen(view: PlanView, milestone_id: int, form: ContributorsForm) -> list[int]:
    """Ids of the living units that were asked for; those there already pass for nothing later."""
    if request.form.get("all"):
        return [unit.id for unit in absent_boroughs(view, milestone_id)]
    asked = set(form.units.data or ())
    return [unit.id for unit in view.directory.live_units if unit.code in asked]


def _lead_form(view: PlanView, milestone: MilestoneRow, **sent: object) -> LeadForm:
    lead = view.lead_of(milestone.id)
    code = view.directory.units[lead.unit_id].code if lead else ""
    return LeadForm(lead_choices(view), code, **sent)


def _page(
    view: PlanView,
    milestone: MilestoneRow,
    form: LeadForm | None = None,
    news: Sequence = (),
    adding: ContributorsForm | None = None,
) -> str:
    if form is None:
        empty = _lead_form(view, milestone, formdata=None)
        form = open_form(empty, "milestone", milestone.id)
    return render_template(
        "milestones/shares.html",
        plan=view.plan,
        milestone_id=milestone.id,
        page=shares_page(view, milestone, g.locale),
        form=form,
        news=news,
        adding=adding or ContributorsForm(formdata=None),
        ticked=set(adding.units.data or ()) if adding else set(),
    )
