"""Saying where a commitment stands, and taking it back."""

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from tracker.extensions import db
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.answer_form import AnswerForm
from tracker.web.answering import Speaker, say, withdraw
from tracker.web.commitments import pages
from tracker.web.may_answer import commitment_to_update

bp = Blueprint("commitments", __name__)


@bp.get("/commitments/<int:commitment_id>/update")
@requires("commitment:update")
def ask(commitment_id: int):
    """The row, with the panel of the answer `a` open where one is chosen."""
    row = commitment_to_update(commitment_id)
    return pages.row_page(row, pages.new_form(row, request.args.get("a")))


@bp.post("/commitments/<int:commitment_id>/update")
@requires("commitment:update")
def update(commitment_id: int):
    """Record an answer: 422 where something is missing, 409 where somebody else answered."""
    row = commitment_to_update(commitment_id)
    form = AnswerForm(row, reading.view(), sent=request.form)
    if "edit" in request.form and form.chosen:
        return pages.row_page(row, form)
    outcome = say(
        row,
        form.said(),
        _speaker(),
        nonce=form.key,
        seen=form.seen_update,
        opened_at=form.opened_at,
    )
    if outcome.problems:
        form.refuse(outcome.problems)
        return pages.row_page(row, form if form.chosen else None), 422
    if outcome.meanwhile:
        return pages.conflict_page(row, form, outcome.meanwhile), 409
    db.session.commit()
    return pages.saved_page(commitment_id, outcome.saved)


@bp.get("/commitments/<int:commitment_id>/consequence")
@requires("commitment:update")
def consequence(commitment_id: int):
    """What the date typed would mean, as a fragment."""
    row = commitment_to_update(commitment_id)
    return render_template(
        "commitments/_consequence.html",
        commitment_id=row.id,
        consequence=pages.consequence_of(row, request.args.get("new_due")),
    )


@bp.post("/commitments/<int:commitment_id>/withdraw")
@requires("commitment:update")
def withdraw_answer(commitment_id: int):
    """Take back one's own answer, within 24 h and until the next one."""
    row = commitment_to_update(commitment_id)
    if not withdraw(row_id(request.args.get("update")), row, _speaker()):
        abort(409, _("Cette réponse ne peut plus être retirée : donnez-en une nouvelle."))
    db.session.commit()
    return pages.withdrawn_page(row)


def _speaker() -> Speaker:
    return Speaker(current_user.id, current_user.name, "page")
