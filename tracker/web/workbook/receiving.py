"""A file brought in: chosen, received, read at once where it is short."""

from flask import abort, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from sqlalchemy import select

from tracker.domain.imports import ImportBatch
from tracker.domain.plans import ActionPlan
from tracker.exchange.workbook import batches
from tracker.exchange.workbook.gate import LARGEST
from tracker.extensions import db
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.editing import actor
from tracker.web.fields import field_errors
from tracker.web.security import takes
from tracker.web.workbook import working
from tracker.web.workbook.room import bp
from tracker.wording import imports, naming

#: Imports of a plan that its page lists.
_LISTED = 20
#: What comes around the file in a form.
_AROUND = 64 * 1024


class FileForm(FlaskForm):
    """The file."""

    file = FileField(
        _l("Classeur ou fichier CSV"),
        description=_l(".xlsx ou .csv, au plus 10 Mo et 50 000 lignes."),
    )


@bp.get("/plan/<int:plan_id>/import")
@requires("plan:edit")
def choose(plan_id: int):
    """Where a file is chosen; the files that were brought before."""
    return _choose_page(_plan(plan_id), FileForm(formdata=None))


@bp.post("/plan/<int:plan_id>/import")
@takes(LARGEST + _AROUND)
@requires("plan:edit")
def receive(plan_id: int):
    """Write the file down and read it; what it would do stands on a page of its own."""
    plan = _plan(plan_id)
    form = FileForm()
    sent = form.file.data
    if not sent:
        field_errors(form.file, _("Choisissez le fichier à lire."))
        return _choose_page(plan, form), 422
    content = sent.read(LARGEST + 1)
    batch = batches.receive(db.session, plan, sent.filename or "", content, actor())
    batch_id = batch.id
    db.session.commit()
    working.read_batch(batch_id, len(content))
    batch = db.session.get_one(ImportBatch, batch_id)
    if batch.state == "refused":
        refused = batches.refusal_of(batch)
        field_errors(form.file, imports.refusal(refused.code, refused.about))
        return _choose_page(_plan(plan_id), form), 422
    return redirect(url_for("workbook.page", batch_id=batch_id), 303)


def _plan(plan_id: int) -> ActionPlan:
    plan = db.session.get(ActionPlan, plan_id) or abort(404)
    if plan.closed_at is not None:
        abort(409, _("Ce plan est clos : il se lit encore, mais ne change plus."))
    return plan


def _choose_page(plan: ActionPlan, form: FileForm) -> str:
    past = db.session.execute(
        select(
            ImportBatch.id,
            ImportBatch.file_name,
            ImportBatch.state,
            ImportBatch.received_at,
            ImportBatch.worked_at,
            ImportBatch.by_name,
        )
        .where(ImportBatch.plan_id == plan.id, ImportBatch.state != "refused")
        .order_by(ImportBatch.id.desc())
        .limit(_LISTED)
    ).all()
    zone = reading.settings().timezone
    return render_template(
        "workbook/choose.html",
        plan=plan,
        title=naming.plan_title(plan, g.locale),
        form=form,
        past=[
            (
                row.id,
                row.file_name,
                imports.state("lost" if working.is_lost(row) else row.state),
                imports.who(row.by_name, row.received_at, zone, g.locale),
            )
            for row in past
        ],
    )
