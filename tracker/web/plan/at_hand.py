"""The plan or the dossier that an address names, for whoever reads it or changes it."""

from flask import abort
from flask_babel import gettext as _

from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db
from tracker.queries.plan_view import PlanView
from tracker.web import reading


def view_or_404(plan_id: int) -> PlanView:
    """The plan on today's date, current or not."""
    current = reading.view()
    if current.plan is not None and current.plan.id == plan_id:
        return current
    view = reading.view_of(plan_id)
    return view if view.plan is not None else abort(404)


def plan_to_change(plan_id: int, lock: bool = False) -> ActionPlan:
    """The plan's row, or 404; 409 once it is closed. `lock`: until the transaction ends."""
    plan = db.session.get(ActionPlan, plan_id, with_for_update=lock) or abort(404)
    if plan.closed_at is not None:
        abort(409, _("Ce plan est clos : il se lit encore, mais ne change plus."))
    return plan


def dossier_to_change(plan_id: int, dossier_id: int, lock: bool = False) -> Dossier:
    """A dossier of a plan that may change, or 404."""
    plan_to_change(plan_id, lock)
    dossier = db.session.get(Dossier, dossier_id, with_for_update=lock)
    if dossier is None or dossier.plan_id != plan_id:
        abort(404)
    return dossier
