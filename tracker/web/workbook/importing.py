"""A file brought in: received, read, shown; then applied at one press, and undone at another."""

import io

from flask import abort, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from sqlalchemy import select
from sqlalchemy.orm import undefer

from tracker import clock
from tracker.domain.imports import ImportBatch
from tracker.domain.plans import ActionPlan
from tracker.exchange.workbook import batches
from tracker.exchange.workbook.applying import hold
from tracker.exchange.workbook.failed import failed_lines
from tracker.exchange.workbook.gate import LARGEST
from tracker.exchange.workbook.undoing import undo as undo_batch
from tracker.extensions import db
from tracker.queries.revision import read_revision
from tracker.web import htmx, reading
from tracker.web.access import requires
from tracker.web.editing import actor
from tracker.web.fields import field_errors
from tracker.web.security import takes
from tracker.web.workbook import working
from tracker.web.workbook.exporting import XLSX
from tracker.web.workbook.preview import preview, sheet_name
from tracker.web.workbook.room import bp
from tracker.wording import dates, imports, naming

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


@bp.get("/imports/<int:batch_id>")
@requires("plan:edit")
def page(batch_id: int):
    """The import as it stands: being read, shown, applied, undone."""
    batch = _batch(batch_id)
    working_on_it = batch.state in {"waiting", "reading", "applying"}
    if htmx.asked():
        if working_on_it:
            return _progress(batch, "workbook/_progress.html")
        return htmx.redirect(url_for("workbook.page", batch_id=batch_id))
    if working_on_it:
        return _progress(batch, "workbook/progress.html")
    return _page(batch)


@bp.post("/imports/<int:batch_id>/apply")
@requires("plan:edit")
def apply(batch_id: int):
    """Everything at one press, in one transaction; 409 where it would do something else by now."""
    batch = _batch(batch_id)
    if batch.state != "ready":
        return redirect(url_for("workbook.page", batch_id=batch_id), 303)
    found = batches.findings_of(db.session, batch_id)
    over, undecided = _decided(found)
    if undecided:
        return _page(batch, undecided=undecided), 422
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
        return _page(_batch(batch_id)), 409
    db.session.commit()
    flash(ngettext("%(num)s ligne est importée.", "%(num)s lignes sont importées.", applied.lines))
    return redirect(url_for("workbook.page", batch_id=batch_id), 303)


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
    if batch.state == "applying" and batches.is_lost(batch, clock.now()):
        batch.state = "ready"
    reads = batch.state in {"waiting", "reading"}
    db.session.commit()
    if reads:
        working.read_batch(batch_id, size)
    return redirect(url_for("workbook.page", batch_id=batch_id), 303)


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


def _decided(found) -> tuple[set[int], list[int]]:
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


def _plan(plan_id: int) -> ActionPlan:
    plan = db.session.get(ActionPlan, plan_id) or abort(404)
    if plan.closed_at is not None:
        abort(409, _("Ce plan est clos : il se lit encore, mais ne change plus."))
    return plan


def _batch(batch_id: int) -> ImportBatch:
    return db.session.get(ImportBatch, batch_id) or abort(404)


def _choose_page(plan: ActionPlan, form: FileForm) -> str:
    past = db.session.execute(
        select(
            ImportBatch.id,
            ImportBatch.file_name,
            ImportBatch.state,
            ImportBatch.received_at,
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
            (row.id, row.file_name, state_word(row.state), _who(row.received_at, row.by_name, zone))
            for row in past
        ],
    )


def _page(batch: ImportBatch, undecided: list[int] | None = None) -> str:
    found = batches.findings_of(db.session, batch.id)
    plan = db.session.get_one(ActionPlan, batch.plan_id)
    zone = reading.settings().timezone
    units = reading.view().directory.units.values()
    return render_template(
        "workbook/page.html",
        batch=batch,
        plan=plan,
        title=naming.plan_title(plan, g.locale),
        shown=preview(found, {unit.code: unit.name for unit in units}),
        undecided=undecided or [],
        chosen=request.form,
        notice=batches.refusal_of(batch).code if batch.refusal else "",
        received=_who(batch.received_at, batch.by_name, zone),
        applied=_who(batch.applied_at, batch.applied_by, zone) if batch.applied_at else "",
        undone=_who(batch.undone_at, batch.undone_by, zone) if batch.undone_at else "",
        kept=_kept(batch) if batch.state == "undone" else [],
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
        lost=batches.is_lost(batch, clock.now()),
    )


def _kept(batch: ImportBatch) -> list[str]:
    """What stayed as it is, in words: « Jalon D1-01 », by the lines that had changed it."""
    from tracker.domain.imports import ImportStep

    steps = db.session.scalars(
        select(ImportStep).where(ImportStep.batch_id == batch.id, ImportStep.fate == "kept")
    ).all()
    wanted = {(f"{step.object_kind}s", step.object_id) for step in steps}
    wanted |= {("people", step.object_id) for step in steps if step.object_kind == "person"}
    found = batches.findings_of(db.session, batch.id)
    named = {
        (change.sheet, change.ident): _(
            "%(sheet)s : %(row)s", sheet=sheet_name(change.sheet), row=change.label
        )
        for change in found.changes
        if change.ident is not None
    }
    told = [named[key] for key in sorted(wanted) if key in named]
    other = len(wanted) - len(told)
    if other > 0 and len(steps) > len(told):
        told.append(ngettext("%(num)s autre chose", "%(num)s autres choses", other))
    return told


def _refused(batch: ImportBatch) -> str:
    refused = batches.refusal_of(batch)
    return imports.refusal(refused.code, refused.about)


def _who(at, name: str, zone) -> str:
    return f"{name}, {dates.moment(at, zone, g.locale)}"


def state_word(state: str) -> str:
    """How an import stands, in a word or two."""
    return {
        "waiting": _("En attente"),
        "reading": _("En lecture"),
        "ready": _("À relire, puis à importer"),
        "refused": _("Refusé"),
        "applying": _("En cours d’import"),
        "applied": _("Importé"),
        "undone": _("Annulé"),
        "dropped": _("Abandonné"),
    }[state]
