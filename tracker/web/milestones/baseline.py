"""Correcting a baseline: asked by who answers for the milestone, decided by the director."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.domain import baselines as rules
from tracker.domain.milestones import BaselineProposal
from tracker.extensions import db
from tracker.queries.plan_rows import MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web.access import may, requires
from tracker.web.editing import actor
from tracker.web.milestones.forms import CorrectionForm, DecisionForm
from tracker.web.milestones.loading import (
    hold,
    judge_correction,
    may_ask_correction,
    milestone_to_read,
)
from tracker.web.milestones.room import bp
from tracker.wording import dates, naming


@bp.get("/milestones/<int:milestone_id>/baseline")
@requires("baseline:ask")
def baseline(milestone_id: int):
    """The correction that waits, or the form that asks for one."""
    view, milestone = milestone_to_read(milestone_id)
    _judge_reader(view, milestone)
    proposal = rules.open_proposal(db.session, milestone_id)
    return _page(view, milestone, proposal)


@bp.post("/milestones/<int:milestone_id>/baseline")
@requires("baseline:ask")
def ask(milestone_id: int):
    """Ask the director for another baseline; 409 where a correction already waits."""
    view, milestone = milestone_to_read(milestone_id)
    judge_correction(view, milestone)
    if not may_ask_correction(view, milestone):
        abort(409, _("La date de départ de ce jalon ne se corrige pas : il n’est pas suivi."))
    held, _plan = hold(milestone_id)
    form = CorrectionForm(held.starts_on, held.baseline_due)
    if waiting := rules.open_proposal(db.session, milestone_id):
        return _page(view, milestone, waiting, form=form), 409
    if not form.validate():
        return _page(view, milestone, None, form=form), 422
    rules.ask(db.session, held, form.due.day, form.reason.data, actor())
    db.session.commit()
    flash(_("La demande est inscrite : elle paraît chez la direction du Bureau."))
    return redirect(url_for("milestones.page", milestone_id=milestone_id), 303)


@bp.post("/milestones/<int:milestone_id>/baseline/decision")
@requires("baseline:decide")
def decide(milestone_id: int):
    """The director accepts, or refuses in words; 409 where it no longer waits."""
    view, milestone = milestone_to_read(milestone_id)
    held, _plan = hold(milestone_id)
    form = DecisionForm()
    proposal = _waiting(milestone_id, form.proposal.data)
    if form.outcome.data not in {"accepted", "refused"}:
        abort(400)
    if not form.validate():
        return _page(view, milestone, proposal, decision=form), 422
    if form.outcome.data == "accepted":
        rules.accept(db.session, held, proposal, form.words.data, actor())
        day = dates.long_date(proposal.due, g.locale)
        said = _("C’est accepté : la date de départ est maintenant le %(day)s.", day=day)
    else:
        rules.refuse(db.session, proposal, form.words.data, actor())
        said = _("C’est refusé : la date de départ reste la même.")
    db.session.commit()
    flash(said)
    return redirect(url_for("milestones.page", milestone_id=milestone_id), 303)


@bp.post("/milestones/<int:milestone_id>/baseline/withdraw")
@requires("baseline:ask")
def take_back_correction(milestone_id: int):
    """Whoever asked, or the coordination, asks no more."""
    view, milestone = milestone_to_read(milestone_id)
    _judge_reader(view, milestone)
    hold(milestone_id)
    proposal = _waiting(milestone_id, DecisionForm().proposal.data)
    if not _may_take_back(proposal):
        abort(403)
    rules.take_back(db.session, proposal, actor())
    db.session.commit()
    flash(_("La demande est retirée : la date de départ reste la même."))
    return redirect(url_for("milestones.page", milestone_id=milestone_id), 303)


def _judge_reader(view: PlanView, milestone: MilestoneRow) -> None:
    """The director reads what she decides; the others are judged on the milestone."""
    if not may("baseline:decide"):
        judge_correction(view, milestone)


def _waiting(milestone_id: int, read: str | None) -> BaselineProposal:
    """The correction that waits, when it is the one that was read; 409 otherwise."""
    proposal = rules.open_proposal(db.session, milestone_id)
    if proposal is None or str(proposal.id) != read:
        abort(409, _("Cette demande n’attend plus de décision : rien n’a changé."))
    return proposal


def _may_take_back(proposal: BaselineProposal) -> bool:
    return proposal.asked_by_id == current_user.id or may("plan:edit")


def _page(
    view: PlanView,
    milestone: MilestoneRow,
    proposal: BaselineProposal | None,
    *,
    form: CorrectionForm | None = None,
    decision: DecisionForm | None = None,
) -> str:
    empty = CorrectionForm(milestone.starts_on, milestone.baseline_due, formdata=None)
    rows = view.by_milestone.get(milestone.id)
    first = rows[0].first_baseline if rows else milestone.baseline_due
    return render_template(
        "milestones/baseline.html",
        milestone=milestone,
        title=naming.milestone_title(milestone, g.locale),
        first=first,
        proposal=proposal,
        moved=view.calendar.between(milestone.baseline_due, proposal.due) if proposal else 0,
        late_to_ask=form is not None and proposal is not None,
        form=form or empty,
        decision=decision or DecisionForm(formdata=None),
        may_ask=may_ask_correction(view, milestone),
        may_take_back=proposal is not None and _may_take_back(proposal),
    )
