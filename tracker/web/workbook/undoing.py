"""A whole import taken back at one press, and what of it stayed."""

from flask import abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from tracker.domain.imports import ImportBatch, ImportStep
from tracker.domain.plans import ActionPlan
from tracker.exchange.workbook.applying import hold
from tracker.exchange.workbook.columns import BY_KIND
from tracker.exchange.workbook.undoing import undo as undo_batch
from tracker.extensions import db
from tracker.web.access import requires
from tracker.web.editing import actor
from tracker.web.workbook.labels import labels
from tracker.web.workbook.preview import SHOWN, sheet_name
from tracker.web.workbook.room import bp
from tracker.wording import numbers


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
                "L’import est annulé, sauf %(n)s chose que quelqu’un a touchée depuis.",
                "L’import est annulé, sauf %(n)s choses que quelqu’un a touchées depuis.",
                count,
                n=numbers.number(count, g.locale),
            )
        )
    else:
        flash(_("L’import est annulé en entier."))
    return redirect(url_for("workbook.page", batch_id=batch_id), 303)


def stayed(batch: ImportBatch) -> list[str]:
    """What stayed as it is, in words: « Jalons : D1-01 Guichet », as it is called now."""
    steps = db.session.execute(
        select(ImportStep.object_kind, ImportStep.object_id)
        .where(ImportStep.batch_id == batch.id, ImportStep.fate == "kept")
        .distinct()
    )
    order = list(BY_KIND)
    wanted = sorted(
        ((kind, ident) for kind, ident in steps), key=lambda one: (order.index(one[0]), one[1])
    )
    named = labels(wanted[:SHOWN])
    told = [
        f"{_('%(heading)s :', heading=sheet_name(BY_KIND[key[0]].key))} {named[key]}"
        for key in wanted
        if key in named
    ]
    if other := len(wanted) - len(told):
        count = numbers.number(other, g.locale)
        told.append(ngettext("%(n)s autre chose", "%(n)s autres choses", other, n=count))
    return told
