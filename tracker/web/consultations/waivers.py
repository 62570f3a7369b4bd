"""A dossier that goes without consultation, by the director's word."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker.domain import consulting
from tracker.domain.plans import Dossier
from tracker.extensions import db
from tracker.web.access import requires
from tracker.web.consultations.forms import WaiverForm
from tracker.web.consultations.loading import about, dossier_of
from tracker.web.consultations.room import bp
from tracker.web.editing import actor


@bp.get("/plan/<int:plan_id>/dossiers/<int:dossier_id>/waiver")
@requires("consultation:waive")
def waiver(plan_id: int, dossier_id: int):
    """The director's word that a dossier goes without consultation."""
    return _waiver_page(dossier_of(plan_id, dossier_id), WaiverForm(formdata=None))


@bp.post("/plan/<int:plan_id>/dossiers/<int:dossier_id>/waiver")
@requires("consultation:waive")
def waive(plan_id: int, dossier_id: int):
    """Write it down, with its reason and her name."""
    dossier = dossier_of(plan_id, dossier_id)
    form = WaiverForm()
    if not form.validate():
        return _waiver_page(dossier, form), 422
    consulting.waive(db.session, dossier, form.reason.data, actor())
    db.session.commit()
    flash(_("Le dossier %(code)s se passe de consultation, par votre décision.", code=dossier.code))
    return redirect(url_for("consultations.index", plan_id=plan_id), 303)


def _waiver_page(dossier: Dossier, form: WaiverForm) -> str:
    return render_template("consultations/waiver.html", **about(dossier), form=form)
