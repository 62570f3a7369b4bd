"""« Sans objet »: a milestone withdrawn, a unit released; and both taken back."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker.domain import milestone_edits
from tracker.domain import shares as rules
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.extensions import db
from tracker.queries.plan_rows import CommitmentRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web.access import requires
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import told
from tracker.web.milestones.forms import ReasonForm
from tracker.web.milestones.loading import hold, milestone_to_edit, of_shares
from tracker.web.milestones.room import bp
from tracker.web.milestones.sharing import unit_names
from tracker.wording import naming


@bp.get("/milestones/<int:milestone_id>/withdraw")
@requires("plan:edit")
def withdraw_page(milestone_id: int):
    """What withdrawing stops, in figures, before it is done."""
    view, milestone = milestone_to_edit(milestone_id)
    if milestone.withdrawn:
        return redirect(url_for("milestones.page", milestone_id=milestone_id), 303)
    form = open_form(ReasonForm(formdata=None), "milestone", milestone_id)
    return _withdraw_page(view, milestone, form)


@bp.post("/milestones/<int:milestone_id>/withdraw")
@requires("plan:edit")
def withdraw(milestone_id: int):
    """Withdraw it with its reason: 422 without one, 409 where somebody changed it meanwhile."""
    held, _plan = hold(milestone_id)
    view, milestone = milestone_to_edit(milestone_id)
    form = ReasonForm()
    if news := meanwhile(form, "milestone", milestone_id):
        return _withdraw_page(view, milestone, form, told(news)), 409
    if not form.validate():
        return _withdraw_page(view, milestone, form), 422
    if held.withdrawn_at is None:
        milestone_edits.withdraw(db.session, held, form.reason.data, actor())
        db.session.commit()
    flash(_("Le jalon %(code)s est retiré : il n’est plus suivi.", code=milestone.code))
    return redirect(url_for("milestones.page", milestone_id=milestone_id), 303)


@bp.post("/milestones/<int:milestone_id>/restore")
@requires("plan:edit")
def restore(milestone_id: int):
    """Follow it again, as it stood."""
    held, _plan = hold(milestone_id)
    if held.withdrawn_at is not None:
        milestone_edits.restore(db.session, held, actor())
        db.session.commit()
    flash(_("Le jalon %(code)s est rétabli : il est suivi de nouveau.", code=held.code))
    return redirect(url_for("milestones.page", milestone_id=milestone_id), 303)


@bp.get("/milestones/<int:milestone_id>/shares/<int:commitment_id>/release")
@requires("plan:edit")
def release_page(milestone_id: int, commitment_id: int):
    """What releasing the unit stops, before it is done."""
    view, milestone = milestone_to_edit(milestone_id)
    row = _share(view, milestone, commitment_id)
    if row.released:
        return redirect(url_for("milestones.shares", milestone_id=milestone_id), 303)
    form = open_form(ReasonForm(formdata=None), "milestone", milestone_id)
    return _release_page(view, milestone, row, form)


@bp.post("/milestones/<int:milestone_id>/shares/<int:commitment_id>/release")
@requires("plan:edit")
def release(milestone_id: int, commitment_id: int):
    """Release the unit with its reason."""
    held, _plan = hold(milestone_id)
    view, milestone = milestone_to_edit(milestone_id)
    row = _share(view, milestone, commitment_id)
    form = ReasonForm()
    if news := of_shares(meanwhile(form, "milestone", milestone_id)):
        return _release_page(view, milestone, row, form, told(news)), 409
    if not form.validate():
        return _release_page(view, milestone, row, form), 422
    commitment = _held_share(held, commitment_id)
    if commitment.released_at is None:
        rules.release(db.session, commitment, form.reason.data, actor(), unit_names(view))
        db.session.commit()
    name = view.directory.units[row.unit_id].name
    flash(_("C’est enregistré : %(unit)s n’est plus concernée par ce jalon.", unit=name))
    return redirect(url_for("milestones.shares", milestone_id=milestone_id), 303)


@bp.post("/milestones/<int:milestone_id>/shares/<int:commitment_id>/restore")
@requires("plan:edit")
def take_back(milestone_id: int, commitment_id: int):
    """The unit is concerned again; 409 for one merged into another since."""
    held, _plan = hold(milestone_id)
    view, milestone = milestone_to_edit(milestone_id)
    row = _share(view, milestone, commitment_id)
    if view.directory.units[row.unit_id].merged:
        abort(409, _("Cette unité est fusionnée à une autre : inscrivez plutôt celle-ci."))
    commitment = _held_share(held, commitment_id)
    if commitment.released_at is not None:
        rules.take_back(db.session, commitment, actor(), unit_names(view))
        db.session.commit()
    name = view.directory.units[row.unit_id].name
    flash(_("C’est enregistré : %(unit)s est de nouveau concernée.", unit=name))
    return redirect(url_for("milestones.shares", milestone_id=milestone_id), 303)


def _withdraw_page(
    view: PlanView, milestone: MilestoneRow, form: ReasonForm, news: list | tuple = ()
) -> str:
    live = [row for row in view.by_milestone.get(milestone.id, ()) if not row.released]
    return render_template(
        "milestones/withdraw.html",
        milestone=milestone,
        title=naming.milestone_title(milestone, g.locale),
        asked=sum(1 for row in live if row.answer != "done"),
        given=sum(1 for row in live if row.answer is not None),
        questions=rules.open_questions(db.session, [row.id for row in live]),
        followed=view.plan.state == "approved",
        form=form,
        news=news,
    )


def _release_page(
    view: PlanView,
    milestone: MilestoneRow,
    row: CommitmentRow,
    form: ReasonForm,
    news: list | tuple = (),
) -> str:
    leads = row.role == "lead"
    return render_template(
        "milestones/release.html",
        milestone=milestone,
        title=naming.milestone_title(milestone, g.locale),
        row=row,
        unit=naming.unit_name(view.directory.units[row.unit_id], g.locale),
        leads=leads,
        others=len(view.contributors(milestone.id)) if leads else 0,
        questions=rules.open_questions(db.session, [row.id]),
        form=form,
        news=news,
    )


def _share(view: PlanView, milestone: MilestoneRow, commitment_id: int) -> CommitmentRow:
    row = view.by_id.get(commitment_id)
    if row is None or row.milestone_id != milestone.id:
        abort(404)
    return row


def _held_share(held: Milestone, commitment_id: int) -> Commitment:
    return next(one for one in held.commitments if one.id == commitment_id)
