"""Points that were heard: each written down, and what becomes of it."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker.domain import consulting
from tracker.domain.consultations import Consultation, ConsultationPoint
from tracker.domain.plans import Dossier
from tracker.extensions import db
from tracker.web.access import requires
from tracker.web.consultations.forms import PointForm
from tracker.web.consultations.loading import about, milestones_of, open_one
from tracker.web.consultations.pages import page_of
from tracker.web.consultations.room import bp
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import told


@bp.get("/consultations/<int:consultation_id>/points/<int:number>")
@requires("plan:edit")
def point(consultation_id: int, number: int):
    """One point heard, and what becomes of it."""
    found = open_one(consultation_id)
    held = _point(found, number)
    form = PointForm(
        formdata=None,
        offered=milestones_of(found, held),
        text=held.text,
        outcome=held.outcome or "",
        because=held.because,
    )
    form.milestones.data = [one.milestone_id for one in held.traces]
    return _point_page(found, held, open_form(form, "consultation", consultation_id))


@bp.post("/consultations/<int:consultation_id>/points/<int:number>")
@requires("plan:edit")
def save_point(consultation_id: int, number: int):
    """Say what becomes of it, unless somebody else did meanwhile."""
    found = open_one(consultation_id, lock=True)
    held = _point(found, number)
    form = PointForm(offered=milestones_of(found, held))
    if news := meanwhile(form, "consultation", consultation_id):
        return _point_page(found, held, form, news), 409
    if not form.validate():
        return _point_page(found, held, form), 422
    _write(found, held, form)
    flash(_("Le point %(number)s est enregistré.", number=number))
    return redirect(url_for("consultations.page", consultation_id=consultation_id), 303)


@bp.post("/consultations/<int:consultation_id>/points")
@requires("plan:edit")
def add_point(consultation_id: int):
    """Write down one more thing that was heard."""
    found = open_one(consultation_id, lock=True)
    form = PointForm(offered=milestones_of(found))
    if not form.validate():
        return page_of(found, form), 422
    _write(found, None, form)
    flash(_("Le point est ajouté."))
    target = url_for("consultations.page", consultation_id=consultation_id, _anchor="entendu")
    return redirect(target, 303)


def _write(found: Consultation, held: ConsultationPoint | None, form: PointForm) -> None:
    consulting.write_point(
        db.session,
        found,
        held,
        form.text.data,
        form.outcome.data or None,
        form.because.data or "",
        form.milestones.data,
        actor(),
    )
    db.session.commit()


def _point(found: Consultation, number: int) -> ConsultationPoint:
    return next((one for one in found.points if one.number == number), None) or abort(404)


def _point_page(
    found: Consultation, held: ConsultationPoint, form: PointForm, news: Sequence = ()
) -> str:
    dossier = db.session.get_one(Dossier, found.dossier_id)
    return render_template(
        "consultations/point.html",
        **about(dossier),
        form=form,
        found=found,
        point=held,
        news=told(news),
    )
