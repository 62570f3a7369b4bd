"""An import as it stands: how far it is read, what it would do or did, the lines to mend."""

import io

from flask import abort, g, render_template, request, send_file, url_for
from sqlalchemy.orm import undefer

from tracker.domain.imports import ImportBatch
from tracker.domain.plans import ActionPlan
from tracker.exchange.workbook import batches
from tracker.exchange.workbook.failed import failed_lines
from tracker.extensions import db
from tracker.web import htmx, reading
from tracker.web.access import requires
from tracker.web.workbook import working
from tracker.web.workbook.exporting import XLSX
from tracker.web.workbook.preview import preview
from tracker.web.workbook.room import bp
from tracker.web.workbook.undoing import stayed
from tracker.wording import imports, naming


@bp.get("/imports/<int:batch_id>")
@requires("plan:edit")
def page(batch_id: int):
    """The import as it stands: being read, interrupted, shown, applied, undone."""
    batch = batch_here(batch_id)
    lost = working.is_lost(batch)
    goes_on = batch.state in {"waiting", "reading", "applying"} and not lost
    if htmx.asked():
        if goes_on:
            return _progress(batch, "workbook/_progress.html")
        return htmx.redirect(url_for("workbook.page", batch_id=batch_id))
    if goes_on:
        return _progress(batch, "workbook/progress.html")
    return _interrupted(batch) if lost else batch_page(batch)


@bp.get("/imports/<int:batch_id>/failed.xlsx")
@requires("plan:edit")
def failed(batch_id: int):
    """Only the lines that were set aside, with what to mend, as a workbook."""
    batch = db.session.get(ImportBatch, batch_id, options=[undefer(ImportBatch.file)]) or abort(404)
    found = batches.findings_of(db.session, batch_id)
    if not found.troubles:
        abort(404)
    content = failed_lines(
        batch.file, found, lambda one: imports.trouble(one.code, one.about), g.locale
    )
    name = "a-corriger.xlsx" if g.locale == "fr" else "to-mend.xlsx"
    return send_file(io.BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


def batch_here(batch_id: int) -> ImportBatch:
    """The import that the address names, or 404."""
    return db.session.get(ImportBatch, batch_id) or abort(404)


def batch_page(batch: ImportBatch, undecided: list[int] | None = None) -> str:
    """Its page, drawn whole. `undecided`: places of the conflicts about which nothing was said."""
    found = batches.findings_of(db.session, batch.id)
    plan = db.session.get_one(ActionPlan, batch.plan_id)
    zone = reading.settings().timezone
    return render_template(
        "workbook/page.html",
        batch=batch,
        plan=plan,
        title=naming.plan_title(plan, g.locale),
        shown=preview(found, zone),
        changed=imports.changed(batch.state),
        added=imports.added(batch.state),
        undecided=undecided or [],
        chosen=request.form,
        notice=batches.refusal_of(batch).code if batch.refusal else "",
        received=imports.who(batch.by_name, batch.received_at, zone, g.locale),
        applied=imports.who(batch.applied_by, batch.applied_at, zone, g.locale),
        undone=imports.who(batch.undone_by, batch.undone_at, zone, g.locale),
        kept=stayed(batch) if batch.state == "undone" else [],
        refused=_refused(batch) if batch.state == "refused" else "",
    )


def _progress(batch: ImportBatch, template: str) -> str:
    done, total = batch.done, batch.total
    if batch.state == "applying":
        done, total = working.applied_so_far(batch.id)
    plan = db.session.get_one(ActionPlan, batch.plan_id)
    return render_template(
        template,
        batch=batch,
        plan=plan,
        title=naming.plan_title(plan, g.locale),
        done=done,
        total=total,
    )


def _interrupted(batch: ImportBatch) -> str:
    plan = db.session.get_one(ActionPlan, batch.plan_id)
    title = naming.plan_title(plan, g.locale)
    return render_template("workbook/interrupted.html", batch=batch, plan=plan, title=title)


def _refused(batch: ImportBatch) -> str:
    refused = batches.refusal_of(batch)
    return imports.refusal(refused.code, refused.about)
