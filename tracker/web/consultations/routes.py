"""The room « consultations »: who was heard before a plan is approved, and what became of it."""

from collections.abc import Sequence

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.domain import consulting
from tracker.domain.consultations import Consultation
from tracker.domain.plans import Dossier
from tracker.extensions import db
from tracker.queries.consultations import read_consultations, read_invited, read_waivers
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.consultations import points, telling, waivers
from tracker.web.consultations.forms import ConsultationForm
from tracker.web.consultations.loading import (
    about,
    dossier_of,
    found_one,
    open_one,
    plan_of,
    view_of,
)
from tracker.web.consultations.pages import page_of
from tracker.web.consultations.room import bp
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import told
from tracker.wording import consultations as words
from tracker.wording import naming

__all__ = ["bp", "points", "telling", "waivers"]


@bp.get("/plan/<int:plan_id>/consultations")
@requires("plan:read")
def index(plan_id: int):
    """By dossier: who was heard, what waits, what the director waived."""
    view = view_of(plan_id)
    by_dossier: dict[int, list] = {}
    for row in read_consultations(db.session, plan_id):
        by_dossier.setdefault(row.dossier_id, []).append(row)
    waivers = {row.dossier_id: row for row in read_waivers(db.session, plan_id)}
    return render_template(
        "consultations/index.html",
        plan=view.plan,
        title=naming.plan_title(view.plan, g.locale),
        files=[
            (
                dossier,
                naming.dossier_title(dossier, g.locale),
                by_dossier.get(dossier.id, []),
                waivers.get(dossier.id),
            )
            for dossier in view.dossiers
        ],
        unheard=set(consulting.unheard(db.session, plan_id)),
        words=words,
    )


@bp.get("/plan/<int:plan_id>/consultations/new")
@requires("plan:edit")
def new(plan_id: int):
    """An empty form, on the dossier `?dossier=`."""
    dossier = dossier_of(plan_id, row_id(request.args.get("dossier")))
    form = ConsultationForm(formdata=None, units=_units())
    return _form_page(dossier, form, None)


@bp.post("/plan/<int:plan_id>/consultations/new")
@requires("plan:edit")
def add(plan_id: int):
    """Write it down."""
    dossier = dossier_of(plan_id, row_id(request.args.get("dossier")))
    form = ConsultationForm(units=_units())
    if not form.validate():
        return _form_page(dossier, form, None), 422
    made = consulting.begin(db.session, dossier, form.values, form.invited.data, actor())
    consultation_id = made.id
    db.session.commit()
    flash(_("La consultation est inscrite."))
    return redirect(url_for("consultations.page", consultation_id=consultation_id), 303)


@bp.get("/consultations/<int:consultation_id>")
@requires("plan:read")
def page(consultation_id: int):
    """What was heard and what became of it: to be read, printed, mailed to who was invited."""
    return page_of(found_one(consultation_id))


@bp.get("/consultations/<int:consultation_id>/edit")
@requires("plan:edit")
def edit(consultation_id: int):
    """Group, dates, units invited and summary."""
    found = open_one(consultation_id)
    form = ConsultationForm(
        formdata=None,
        units=_units(),
        audience=found.audience,
        how=found.how,
        starts_on=found.starts_on.isoformat(),
        ends_on=found.ends_on.isoformat(),
        summary=found.summary,
        invited=read_invited(db.session, consultation_id),
    )
    dossier = db.session.get_one(Dossier, found.dossier_id)
    return _form_page(dossier, open_form(form, "consultation", consultation_id), found)


@bp.post("/consultations/<int:consultation_id>/edit")
@requires("plan:edit")
def save(consultation_id: int):
    """Save it, unless somebody else changed it meanwhile."""
    found = open_one(consultation_id, lock=True)
    dossier = db.session.get_one(Dossier, found.dossier_id)
    form = ConsultationForm(units=_units())
    if news := meanwhile(form, "consultation", consultation_id):
        return _form_page(dossier, form, found, news), 409
    if not form.validate():
        return _form_page(dossier, form, found), 422
    consulting.edit(db.session, found, form.values, form.invited.data, actor())
    db.session.commit()
    flash(_("La consultation est enregistrée."))
    return redirect(url_for("consultations.page", consultation_id=consultation_id), 303)


@bp.post("/consultations/<int:consultation_id>/close")
@requires("plan:edit")
def close(consultation_id: int):
    """Close it: summed up, and each point decided."""
    found = open_one(consultation_id, lock=True)
    try:
        consulting.close(db.session, found, actor())
    except consulting.CannotClose as refusal:
        db.session.rollback()
        sentence = {
            "no_summary": _("Écrivez d’abord le résumé de ce qui a été entendu."),
            "undecided": _("Dites d’abord ce qu’il advient de chaque point."),
        }[str(refusal)]
        return page_of(found_one(consultation_id), refusal=sentence), 422
    db.session.commit()
    flash(_("La consultation est close."))
    return redirect(url_for("consultations.page", consultation_id=consultation_id), 303)


@bp.post("/consultations/<int:consultation_id>/reopen")
@requires("plan:edit")
def reopen(consultation_id: int):
    """Open it again, as long as the plan is a draft."""
    found = found_one(consultation_id, lock=True)
    if found.closed_at is not None:
        if plan_of(found).state != "draft":
            abort(409, _("Le plan est approuvé : ses consultations ne se rouvrent plus."))
        consulting.reopen(db.session, found, actor())
        db.session.commit()
        flash(_("La consultation est rouverte."))
    return redirect(url_for("consultations.page", consultation_id=consultation_id), 303)


def _units() -> list[tuple[int, str]]:
    return [(unit.id, unit.name) for unit in reading.view().directory.live_units]


def _form_page(
    dossier: Dossier, form: ConsultationForm, found: Consultation | None, news: Sequence = ()
) -> str:
    return render_template(
        "consultations/form.html", **about(dossier), form=form, found=found, news=told(news)
    )
