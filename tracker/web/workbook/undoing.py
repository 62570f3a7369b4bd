"""A whole import taken back at one press, and what of it stayed."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from tracker.domain.imports import ImportBatch, ImportStep
from tracker.domain.plans import ActionPlan
from tracker.exchange.workbook import batches
from tracker.exchange.workbook.applying import hold
from tracker.exchange.workbook.undoing import undo as undo_batch
from tracker.extensions import db
from tracker.web.access import requires
from tracker.web.editing import actor
from tracker.web.workbook.preview import sheet_name
from tracker.web.workbook.room import bp


@bp.post("/imports/<int:batch_id>/undo")
@requires("plan:edit")
def undo(batch_id: int):
    """Take the whole batch back, but for what somebody touched since."""
    hold(db.session)
    batch = db.session.get(ImportBatch, batch_id, with_for_update=True) or abort(404)
    if batch.state != "applied":
        return redirect(url_for("workbook.page", batch_id=batch_id), 303)
    if db.session.get_one(ActionPlan, batch.plan_id).state == "closed":
        abort(409, _("Ce plan est clos : il se lit encore, mais ne change plus."))
    kept = undo_batch(db.session, batch, _("Import annulé"), actor())
    count = len(kept)
    db.session.commit()
    if count:
        flash(
            ngettext(
                "L’import est annulé, sauf %(num)s chose que quelqu’un a touchée depuis.",
                "L’import est annulé, sauf %(num)s choses que quelqu’un a touchées depuis.",
                count,
            )
        )
    else:
        flash(_("L’import est annulé en entier."))
    return redirect(url_for("workbook.page", batch_id=batch_id), 303)


def stayed(batch: ImportBatch) -> list[str]:
    """What stayed as it is, in words: « Jalon D1-01 », by the lines that had changed it."""
    steps = db.session.scalars(
        select(ImportStep).where(ImportStep.batch_id == batch.id, ImportStep.fate == "kept")
    ).all()
    wanted = {(f"{step.object_kind}s", step.object_id) for step in steps}
    wanted |= {("people", step.object_id) for step in steps if step.object_kind == "person"}
    found = batches.findings_of(db.session, batch.id)
    named = {
        (change.sheet, change.ident): f"{sheet_name(change.sheet)} : {change.label}"
        for change in found.changes
        if change.ident is not None
    }
    told = [named[key] for key in sorted(wanted) if key in named]
    other = len(wanted) - len(told)
    if other > 0 and len(steps) > len(told):
        told.append(ngettext("%(num)s autre chose", "%(num)s autres choses", other))
    return told
