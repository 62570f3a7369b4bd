"""Loading what a question is about, and judging who may see, answer or withdraw it."""

from flask import abort, g, request
from flask_login import current_user

from tracker.extensions import db
from tracker.queries.plan_view import PlanView
from tracker.queries.questions import AskedRow, read_question
from tracker.web import reading
from tracker.web.access import may
from tracker.web.addresses import row_id
from tracker.web.asked import About, about_commitment, about_dossier

_COORDINATION = frozenset({"coordinator", "administrator"})
_CLOSED = frozenset({"withdrawn", "proposed", "no_lead"})


def subject() -> tuple[About, dict[str, int]]:
    """What the address asks about: its words, and the column of the question. 404 where there is
    none, or where nothing is asked of it any more."""
    view = reading.view()
    if view.plan is None or view.plan.state != "approved":
        abort(404)
    commitment_id = row_id(request.args.get("commitment"))
    if commitment_id:
        row = view.by_id.get(commitment_id) or abort(404)
        if view.standing(row) in _CLOSED:
            abort(404)
        return about_commitment(view, row, g.locale), {"commitment_id": row.id}
    dossier = view.dossier_by_id.get(row_id(request.args.get("dossier"))) or abort(404)
    return about_dossier(view, dossier, g.locale), {"dossier_id": dossier.id}


def leaves_alone(commitment_id: int | None) -> bool:
    """Whether no relance would carry a question: the commitment is done, nothing else is asked."""
    view = reading.view()
    row = view.by_id.get(commitment_id or 0)
    return row is not None and view.standing(row) == "done"


def question_to_read(question_id: int) -> tuple[AskedRow, About]:
    """A question and what it is about: for the Bureau, the reader and the unit asked; 404 else."""
    row = read_question(db.session, question_id) or abort(404)
    about = _about(reading.view(), row) or abort(404)
    if not (may("board:read") or about.unit_id in current_user.unit_ids):
        abort(404)
    return row, about


def may_answer(row: AskedRow, about: About) -> bool:
    """A question on a dossier is answered in words, by the unit asked or by the coordination."""
    hers = about.unit_id in current_user.unit_ids or current_user.role in _COORDINATION
    return row.dossier_id is not None and row.is_open and hers


def may_withdraw(row: AskedRow) -> bool:
    """Who asked, or the coordination, while nobody answered."""
    asker = row.asked_by_id == current_user.id and may("question:ask")
    return row.is_open and (asker or current_user.role in _COORDINATION)


def _about(view: PlanView, row: AskedRow) -> About | None:
    if row.commitment_id is not None:
        commitment = view.by_id.get(row.commitment_id)
        return about_commitment(view, commitment, g.locale) if commitment else None
    dossier = view.dossier_by_id.get(row.dossier_id or 0)
    return about_dossier(view, dossier, g.locale) if dossier else None
