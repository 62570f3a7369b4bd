"""The room « readings »: the director marks an answer as read, with a word back if she wishes."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask_babel import gettext as _

from tracker.domain.commitments import Commitment
from tracker.domain.readings import WORDS_LIMIT, mark_read
from tracker.extensions import db
from tracker.web import htmx, reading
from tracker.web.access import requires
from tracker.web.addresses import safe_next
from tracker.web.editing import EditForm, actor
from tracker.web.fields import AtMost, LineField
from tracker.web.read_marks import mark_of

bp = Blueprint("readings", __name__)


class WordForm(EditForm):
    """A word back; none is needed."""

    words = LineField(validators=[AtMost(WORDS_LIMIT)])


@bp.post("/commitments/<int:commitment_id>/read")
@requires("answer:read")
def mark(commitment_id: int):
    """Mark the answer that she has read: 409 where another was given meanwhile."""
    row = reading.view().by_id.get(commitment_id) or abort(404)
    held = db.session.get(Commitment, commitment_id, with_for_update=True) or abort(404)
    form = WordForm()
    if not form.validate():
        return _again(commitment_id, form.words.data, form.words.errors, 422)
    if str(held.live_update_id or "") != request.form.get("update"):
        said = _("Une autre réponse a été donnée entre-temps : relisez-la, puis marquez-la.")
        return _again(commitment_id, form.words.data, [said], 409)
    mark_read(db.session, held.live_update_id, actor(), form.words.data)
    db.session.commit()
    reading.forget_view()
    if htmx.asked():
        return _again(commitment_id)
    code = reading.view().milestone_of(row).code
    flash(_("%(code)s : la réponse est marquée comme lue.", code=code))
    return redirect(safe_next(request.form.get("back")), 303)


def _again(commitment_id: int, typed: str = "", errors=(), status: int = 200):
    """The mark alone for htmx, else a page that holds it."""
    db.session.rollback()
    reading.forget_view()
    view = reading.view()
    row = view.by_id[commitment_id]
    template = "readings/mark.html" if htmx.asked() else "readings/page.html"
    return render_template(
        template,
        mark=mark_of(view, row),
        typed=typed,
        errors=errors,
        back=request.form.get("back", "/"),
        milestone=view.milestone_of(row),
    ), status
