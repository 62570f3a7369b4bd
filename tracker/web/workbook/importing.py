"""What was shown, done at one press; or left; or taken up again where its worker was lost."""

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import undefer

from tracker.domain.imports import ImportBatch
from tracker.exchange.workbook import batches
from tracker.exchange.workbook.findings import Findings
from tracker.extensions import db
from tracker.queries.revision import read_revision
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.editing import actor
from tracker.web.workbook import working
from tracker.web.workbook.room import bp
from tracker.web.workbook.showing import batch_here, batch_page
from tracker.wording import numbers


@bp.post("/imports/<int:batch_id>/apply")
@requires("plan:edit")
def apply(batch_id: int):
    """Everything at one press, in one transaction; 409 where it would do something else by now."""
    batch = batch_here(batch_id)
    if batch.state != "ready":
        return redirect(url_for("workbook.page", batch_id=batch_id), 303)
    found = batches.findings_of(db.session, batch_id)
    over, undecided = _decided(found)
    if undecided:
        return batch_page(batch, undecided=undecided), 422
    seen, by = request.form.get("seen", ""), actor()
    if len(found.changes) > working.APPLY_AT_ONCE:
        working.apply_beside(batch_id, seen, over, by)
        return redirect(url_for("workbook.page", batch_id=batch_id), 303)
    db.session.rollback()
    try:
        applied = batches.apply_batch(
            db.session, batch_id, seen=seen, over=over, actor=by, today=reading.today()
        )
    except batches.NotReady:
        db.session.rollback()
        abort(409, _("Cet import n’est plus à faire : il l’a été, ou le plan est clos."))
    except batches.Outdated as outdated:
        db.session.rollback()
        working.outdate(batch_id, outdated, read_revision(db.session)[0])
        db.session.commit()
        reading.forget_view()
        return batch_page(batch_here(batch_id)), 409
    db.session.commit()
    count = applied.lines
    told = numbers.number(count, g.locale)
    flash(ngettext("%(n)s ligne est importée.", "%(n)s lignes sont importées.", count, n=told))
    return redirect(url_for("workbook.page", batch_id=batch_id), 303)


@bp.post("/imports/<int:batch_id>/drop")
@requires("plan:edit")
def drop(batch_id: int):
    """Leave the file: nothing of it was applied."""
    batch = db.session.get(ImportBatch, batch_id, with_for_update=True) or abort(404)
    plan_id = batch.plan_id
    if batch.state in {"waiting", "reading", "ready"}:
        batch.state = "dropped"
        flash(_("L’import est abandonné; rien n’en a été enregistré."))
    db.session.commit()
    return redirect(url_for("workbook.choose", plan_id=plan_id), 303)


@bp.post("/imports/<int:batch_id>/resume")
@requires("plan:edit")
def resume(batch_id: int):
    """Take up a work whose worker was lost."""
    batch = db.session.get(
        ImportBatch, batch_id, with_for_update=True, options=[undefer(ImportBatch.file)]
    ) or abort(404)
    size = len(batch.file)
    if batch.state == "applying" and working.is_lost(batch):
        batch.state = "ready"
    reads = batch.state in {"waiting", "reading"}
    db.session.commit()
    if reads:
        working.read_batch(batch_id, size)
    return redirect(url_for("workbook.page", batch_id=batch_id), 303)


def _decided(found: Findings) -> tuple[set[int], list[int]]:
    """The conflicts in which the file wins; and those about which nothing was said."""
    rest = request.form.get("rest")
    over, undecided = set(), []
    for place, change in enumerate(found.changes):
        if not change.conflict:
            continue
        said = request.form.get(f"c{place}") or rest
        if said == "take":
            over.add(place)
        elif said != "keep":
            undecided.append(place)
    return over, undecided
