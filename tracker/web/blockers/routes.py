"""The room « blockers »: what a unit replies that blocks another."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker import clock
from tracker.domain.asking import reply as record_reply
from tracker.domain.people import Person
from tracker.extensions import db
from tracker.mail import outbox
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.questions import blocker_of
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.answering import locked
from tracker.web.blockers.forms import ReplyForm
from tracker.web.editing import actor
from tracker.web.promises import promise
from tracker.web.replies import may_reply, replied

bp = Blueprint("blockers", __name__)

_ONLY_SEE = frozenset({"director", "reader"})


@bp.get("/commitments/<int:commitment_id>/reply")
@requires("blocker:reply")
def page(commitment_id: int):
    """What is blocked, since when, and the two replies."""
    row = _blocked_row(commitment_id)
    if not may_reply(reading.view(), row, current_user):
        abort(409, _("Ce blocage a déjà pris fin : personne n’attend plus de réponse."))
    kind = "promised" if request.args.get("k") == "promised" else None
    form = ReplyForm(formdata=None, kind=kind, update=str(row.live_update_id))
    return _page(row, form)


@bp.post("/commitments/<int:commitment_id>/reply")
@requires("blocker:reply")
def reply(commitment_id: int):
    """Tell the unit that waits: 422 where something is missing, 409 where it answered meanwhile."""
    row = _blocked_row(commitment_id)
    commitment = locked(db.session, row.id)
    if commitment.version != row.version:
        reading.forget_view()
        row = reading.view().by_id.get(row.id) or abort(404)
    form = ReplyForm()
    seen = row_id(form.update.data)
    ended = reading.view().standing(row) != "blocked"
    if ended or (seen and seen != row.live_update_id):
        db.session.rollback()
        form.update.data = str(row.live_update_id or 0)
        return _page(row, form, meanwhile=True), 409
    if not form.holds(reading.today()):
        return _page(row, form), 422
    given, new = record_reply(
        db.session,
        actor(),
        row.live_update_id,
        form.kind.data,
        form.promised_on.day if form.kind.data == "promised" else None,
        form.sentence.data,
    )
    if new:
        _tell(row, given.id)
    db.session.commit()
    reading.forget_view()
    unit = reading.view().directory.units[row.unit_id].name
    flash(_("Votre réponse est transmise. %(unit)s la voit et la reçoit.", unit=unit))
    home = row.blocker_unit_id in current_user.unit_ids
    there = url_for("milestones.page", milestone_id=row.milestone_id)
    return redirect(url_for("mine.page") if home else there, 303)


def _blocked_row(commitment_id: int) -> CommitmentRow:
    """The commitment, for who may reply, or could when it stood blocked; else 404 or 403."""
    view = reading.view()
    row = view.by_id.get(commitment_id) or abort(404)
    if may_reply(view, row, current_user):
        return row
    if view.standing(row) != "blocked" and _replied_before(row):
        return row
    abort(403 if current_user.role in _ONLY_SEE else 404)


def _replied_before(row: CommitmentRow) -> bool:
    """Whether the answer that the form was made from named a unit of the reader."""
    from_form = row_id(request.form.get("update"))
    view = reading.view()
    blocker = blocker_of(db.session, from_form, row.id)
    mine = view.directory.living(blocker) in current_user.unit_ids
    return mine or current_user.role in {"coordinator", "administrator"}


def _tell(row: CommitmentRow, reply_id: int) -> None:
    person_id = reading.view().directory.recipient_of(row.unit_id)
    if person_id is None:
        return
    outbox.post(
        db.session,
        reading.settings(),
        "relief",
        db.session.get_one(Person, person_id),
        clock.now(),
        about_id=reply_id,
    )


def _page(row: CommitmentRow, form: ReplyForm, meanwhile: bool = False) -> str:
    view = reading.view()
    return render_template(
        "blockers/page.html",
        row=promise(view, row, g.locale),
        form=form,
        reply=replied(view, row, g.locale),
        sentence=row.sentence,
        meanwhile=meanwhile,
        open=view.standing(row) == "blocked",
        back=url_for("mine.page")
        if row.blocker_unit_id in current_user.unit_ids
        else url_for("milestones.page", milestone_id=row.milestone_id),
    )
