"""A new milestone, and its titles, dates and dossier changed by hand."""

from collections.abc import Sequence

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from tracker.domain import milestone_edits
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db
from tracker.queries.plan_rows import DossierRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.fields import field_errors
from tracker.web.histories import told
from tracker.web.milestones.forms import MilestoneForm
from tracker.web.milestones.loading import hold, milestone_to_edit, of_milestone, open_to_changes
from tracker.web.milestones.room import bp
from tracker.wording import dates, naming


@bp.get("/plan/<int:plan_id>/milestones/new")
@requires("plan:edit")
def new(plan_id: int):
    """The empty form, its code proposed; ?dossier= says where it will stand."""
    view = _plan_to_edit(plan_id)
    dossier = _dossier_asked(view)
    code = milestone_edits.next_code(db.session, db.session.get_one(Dossier, dossier.id))
    first = {"dossier": dossier.code, "code": code, "kind": "deliverable"}
    form = MilestoneForm(_dossiers(view), data=first, formdata=None)
    return _page(view, form)


@bp.post("/plan/<int:plan_id>/milestones/new")
@requires("plan:edit")
def create(plan_id: int):
    """Inscribe it; in an approved plan its date freezes at once."""
    view = _plan_to_edit(plan_id)
    form = MilestoneForm(_dossiers(view))
    plan = db.session.get_one(ActionPlan, plan_id, with_for_update=True)
    open_to_changes(plan)
    if not form.validate() or not _code_is_free(form, plan_id):
        return _page(view, form), 422
    dossier = _dossier_chosen(plan_id, form.dossier.data)
    try:
        made = milestone_edits.create(db.session, plan, dossier, form.draft, actor())
        db.session.commit()
    except IntegrityError:
        return _page(view, _same_code(form)), 422
    flash(_created(view, form, made.code))
    return redirect(url_for("milestones.shares", milestone_id=made.id), 303)


@bp.get("/milestones/<int:milestone_id>/edit")
@requires("plan:edit")
def edit(milestone_id: int):
    """The form as the milestone stands."""
    view, milestone = milestone_to_edit(milestone_id)
    form = open_form(_form(view, milestone, _written(view, milestone)), "milestone", milestone.id)
    return _page(view, form, milestone)


@bp.post("/milestones/<int:milestone_id>/edit")
@requires("plan:edit")
def update(milestone_id: int):
    """Change it: 422 where something is missing, 409 where somebody else changed it."""
    held, plan = hold(milestone_id)
    view, milestone = milestone_to_edit(milestone_id)
    form = _form(view, milestone)
    if news := of_milestone(meanwhile(form, "milestone", milestone_id)):
        return _page(view, form, milestone, told(news)), 409
    if not form.validate() or not _code_is_free(form, plan.id, milestone_id):
        return _page(view, form, milestone), 422
    dossier = _dossier_chosen(plan.id, form.dossier.data)
    try:
        changed = milestone_edits.edit(db.session, plan, held, dossier, form.draft, actor())
        db.session.commit()
    except IntegrityError:
        return _page(view, _same_code(form), milestone), 422
    said = [_("C’est enregistré.") if changed else _("Rien n’a changé.")]
    flash(" ".join([*said, *_outside(view, form)]))
    return redirect(url_for("milestones.page", milestone_id=milestone_id), 303)


def _page(
    view: PlanView, form: MilestoneForm, milestone: MilestoneRow | None = None, news: Sequence = ()
) -> str:
    return render_template(
        "milestones/form.html",
        form=form,
        plan=view.plan,
        milestone=milestone,
        title=naming.milestone_title(milestone, g.locale) if milestone else None,
        news=news,
    )


def _form(view: PlanView, milestone: MilestoneRow, data=None) -> MilestoneForm:
    """The form of a milestone, filled with `data` or with what was sent."""
    frozen = None if view.plan.state == "draft" else milestone.baseline_due
    sent = {} if data is None else {"data": data, "formdata": None}
    return MilestoneForm(_dossiers(view), frozen, **sent)


def _written(view: PlanView, milestone: MilestoneRow) -> dict[str, str]:
    return {
        "dossier": view.dossier_by_id[milestone.dossier_id].code,
        "code": milestone.code,
        "kind": milestone.kind,
        "title_fr": milestone.title_fr,
        "title_en": milestone.title_en,
        "starts_on": milestone.starts_on.isoformat(),
        "baseline_due": milestone.baseline_due.isoformat(),
    }


def _plan_to_edit(plan_id: int) -> PlanView:
    view = reading.view_of(plan_id)
    if view.plan is None:
        abort(404)
    open_to_changes(view.plan)
    return view


def _dossier_asked(view: PlanView) -> DossierRow:
    """The dossier of ?dossier=, an id; the first one where nothing is asked."""
    if not view.dossiers:
        abort(409, _("Ce plan n’a pas encore de dossier : inscrivez-en un d’abord."))
    asked = request.args.get("dossier", "")
    if not asked:
        return view.dossiers[0]
    return view.dossier_by_id.get(row_id(asked)) or abort(404)


def _dossier_chosen(plan_id: int, code: str) -> Dossier:
    found = db.session.query(Dossier).filter_by(plan_id=plan_id, code=code)
    return found.one_or_none() or abort(404)


def _dossiers(view: PlanView) -> list[tuple[str, str]]:
    return [
        (row.code, f"{row.code} {naming.dossier_title(row, g.locale)}") for row in view.dossiers
    ]


def _code_is_free(form: MilestoneForm, plan_id: int, but: int | None = None) -> bool:
    if milestone_edits.code_taken(db.session, plan_id, form.code.data, but):
        _same_code(form)
        return False
    return True


def _same_code(form: MilestoneForm) -> MilestoneForm:
    """`form` with its code refused; after a race, what was written is undone."""
    db.session.rollback()
    field_errors(
        form.code, _("Un autre jalon du plan porte déjà ce code : choisissez-en un autre.")
    )
    return form


def _created(view: PlanView, form: MilestoneForm, code: str) -> str:
    said = [_("Le jalon %(code)s est inscrit.", code=code)]
    if view.plan.state == "approved":
        day = dates.long_date(form.draft.baseline_due, g.locale)
        said.append(_("Sa date de départ est fixée au %(day)s.", day=day))
    return " ".join([*said, *_outside(view, form)])


def _outside(view: PlanView, form: MilestoneForm) -> list[str]:
    """What to know of dates that leave the plan's: allowed, and told."""
    draft, plan, said = form.draft, view.plan, []
    if draft.starts_on < plan.starts_on:
        day = dates.long_date(plan.starts_on, g.locale)
        said.append(_("Son début précède celui du plan, le %(day)s.", day=day))
    if draft.baseline_due > plan.ends_on:
        day = dates.long_date(plan.ends_on, g.locale)
        said.append(_("Son échéance dépasse la fin du plan, le %(day)s.", day=day))
    return said
