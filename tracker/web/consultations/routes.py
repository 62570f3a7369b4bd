"""The room « consultations »: who was heard before a plan is approved, and what became of it."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from tracker.domain import consulting
from tracker.domain.consultations import Consultation, ConsultationPoint
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db
from tracker.mail import outbox
from tracker.queries.consultations import (
    read_consultations,
    read_invited,
    read_points,
    read_waivers,
)
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.access import may, requires
from tracker.web.addresses import row_id
from tracker.web.consultations.forms import ConsultationForm, PointForm, WaiverForm
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import history_of, told
from tracker.wording import consultations as words
from tracker.wording import naming

bp = Blueprint("consultations", __name__)


@bp.get("/plan/<int:plan_id>/consultations")
@requires("plan:read")
def index(plan_id: int):
    """By dossier: who was heard, what waits, what the director waived."""
    view = _view(plan_id)
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
    dossier = _dossier(plan_id, row_id(request.args.get("dossier")))
    form = ConsultationForm(formdata=None, units=_units())
    return _form_page(dossier, form, None)


@bp.post("/plan/<int:plan_id>/consultations/new")
@requires("plan:edit")
def add(plan_id: int):
    """Write it down."""
    dossier = _dossier(plan_id, row_id(request.args.get("dossier")))
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
    return _page(_found(consultation_id))


@bp.get("/consultations/<int:consultation_id>/edit")
@requires("plan:edit")
def edit(consultation_id: int):
    """Group, dates, units invited and summary."""
    found = _open(consultation_id)
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
    found = _open(consultation_id, lock=True)
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


@bp.get("/consultations/<int:consultation_id>/points/<int:number>")
@requires("plan:edit")
def point(consultation_id: int, number: int):
    """One point heard, and what becomes of it."""
    found = _open(consultation_id)
    held = _point(found, number)
    form = PointForm(
        formdata=None,
        milestones=_milestones(found),
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
    found = _open(consultation_id, lock=True)
    held = _point(found, number)
    form = PointForm(milestones=_milestones(found))
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
    found = _open(consultation_id, lock=True)
    form = PointForm(milestones=_milestones(found))
    if not form.validate():
        return _page(found, form), 422
    _write(found, None, form)
    flash(_("Le point est ajouté."))
    target = url_for("consultations.page", consultation_id=consultation_id, _anchor="entendu")
    return redirect(target, 303)


@bp.post("/consultations/<int:consultation_id>/close")
@requires("plan:edit")
def close(consultation_id: int):
    """Close it: summed up, and each point decided."""
    found = _open(consultation_id, lock=True)
    try:
        consulting.close(db.session, found, actor())
    except consulting.CannotClose as refusal:
        db.session.rollback()
        sentence = {
            "no_summary": _("Écrivez d’abord le résumé de ce qui a été entendu."),
            "undecided": _("Dites d’abord ce qu’il advient de chaque point."),
        }[str(refusal)]
        return _page(_found(consultation_id), refusal=sentence), 422
    db.session.commit()
    flash(_("La consultation est close."))
    return redirect(url_for("consultations.page", consultation_id=consultation_id), 303)


@bp.post("/consultations/<int:consultation_id>/reopen")
@requires("plan:edit")
def reopen(consultation_id: int):
    """Open it again, as long as the plan is a draft."""
    found = _found(consultation_id, lock=True)
    if found.closed_at is not None:
        if _plan_of(found).state != "draft":
            abort(409, _("Le plan est approuvé : ses consultations ne se rouvrent plus."))
        consulting.reopen(db.session, found, actor())
        db.session.commit()
        flash(_("La consultation est rouverte."))
    return redirect(url_for("consultations.page", consultation_id=consultation_id), 303)


@bp.post("/consultations/<int:consultation_id>/mail")
@requires("plan:edit")
def mail(consultation_id: int):
    """Tell those who were invited what became of what they said: once each."""
    found = _found(consultation_id, lock=True)
    if found.closed_at is None:
        abort(409, _("Fermez d’abord la consultation : la suite donnée n’est pas encore écrite."))
    told_before = set(
        db.session.scalars(
            select(Message.person_id).where(
                Message.kind == "consulted", Message.about_id == consultation_id
            )
        )
    )
    directory = reading.view().directory
    people = {directory.recipient_of(unit) for unit in read_invited(db.session, consultation_id)}
    people -= {None} | told_before
    by, count = actor(), len(people)
    for person_id in sorted(people):
        person = db.session.get_one(Person, person_id)
        outbox.post(
            db.session, reading.settings(), "consulted", person, by.at, about_id=consultation_id
        )
    db.session.commit()
    flash(
        ngettext(
            "%(num)s courriel part dans la minute.",
            "%(num)s courriels partent dans la minute.",
            count,
        )
        if count
        else _(
            "Personne de plus à prévenir : chaque unité invitée l’a été, ou n’a pas de répondant."
        )
    )
    return redirect(url_for("consultations.page", consultation_id=consultation_id), 303)


@bp.get("/plan/<int:plan_id>/dossiers/<int:dossier_id>/waiver")
@requires("consultation:waive")
def waiver(plan_id: int, dossier_id: int):
    """The director's word that a dossier goes without consultation."""
    return _waiver_page(_dossier(plan_id, dossier_id), WaiverForm(formdata=None))


@bp.post("/plan/<int:plan_id>/dossiers/<int:dossier_id>/waiver")
@requires("consultation:waive")
def waive(plan_id: int, dossier_id: int):
    """Write it down, with its reason and her name."""
    dossier = _dossier(plan_id, dossier_id)
    form = WaiverForm()
    if not form.validate():
        return _waiver_page(dossier, form), 422
    consulting.waive(db.session, dossier, form.reason.data, actor())
    db.session.commit()
    flash(_("Le dossier %(code)s se passe de consultation, par votre décision.", code=dossier.code))
    return redirect(url_for("consultations.index", plan_id=plan_id), 303)


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


def _view(plan_id: int) -> PlanView:
    view = reading.view_of(plan_id)
    return view if view.plan is not None else abort(404)


def _dossier(plan_id: int, dossier_id: int) -> Dossier:
    """A dossier of a plan that is not closed."""
    dossier = db.session.get(Dossier, dossier_id)
    if dossier is None or dossier.plan_id != plan_id:
        abort(404)
    if db.session.get_one(ActionPlan, plan_id).closed_at is not None:
        abort(409, _("Ce plan est clos : il se lit encore, mais ne change plus."))
    return dossier


def _found(consultation_id: int, lock: bool = False) -> Consultation:
    return db.session.get(Consultation, consultation_id, with_for_update=lock) or abort(404)


def _open(consultation_id: int, lock: bool = False) -> Consultation:
    """One that may still be written in."""
    found = _found(consultation_id, lock)
    if found.closed_at is not None:
        abort(409, _("Cette consultation est close : rouvrez-la pour y écrire."))
    if _plan_of(found).closed_at is not None:
        abort(409, _("Ce plan est clos : il se lit encore, mais ne change plus."))
    return found


def _plan_of(found: Consultation) -> ActionPlan:
    dossier = db.session.get_one(Dossier, found.dossier_id)
    return db.session.get_one(ActionPlan, dossier.plan_id)


def _point(found: Consultation, number: int) -> ConsultationPoint:
    return next((one for one in found.points if one.number == number), None) or abort(404)


def _units() -> list[tuple[int, str]]:
    return [(unit.id, unit.name) for unit in reading.view().directory.live_units]


def _milestones(found: Consultation) -> list[tuple[int, str]]:
    """The plan's milestones, the dossier's own first."""
    view = _view(_plan_of(found).id)
    rows = sorted(view.milestones.values(), key=lambda row: row.dossier_id != found.dossier_id)
    return [
        (row.id, f"{row.code} {naming.milestone_title(row, g.locale).text}")
        for row in rows
        if not row.withdrawn
    ]


def _eyebrow(dossier: Dossier) -> dict[str, object]:
    plan = db.session.get_one(ActionPlan, dossier.plan_id)
    return {
        "plan": plan,
        "title": naming.plan_title(plan, g.locale),
        "dossier": dossier,
        "dossier_name": naming.dossier_title(dossier, g.locale),
        "words": words,
    }


def _page(found: Consultation, form: PointForm | None = None, refusal: str = "") -> str:
    dossier = db.session.get_one(Dossier, found.dossier_id)
    about = _eyebrow(dossier)
    edits = may("plan:edit") and about["plan"].closed_at is None
    writes = edits and found.closed_at is None
    units = reading.view().directory.units
    invited = [units[unit_id] for unit_id in read_invited(db.session, found.id)]
    if writes and form is None:
        form = PointForm(formdata=None, milestones=_milestones(found))
    return render_template(
        "consultations/page.html",
        **about,
        found=found,
        points=read_points(db.session, found.id),
        invited=[naming.unit_name(unit, g.locale) for unit in invited],
        edits=edits,
        writes=writes,
        form=form,
        refusal=refusal,
        history=history_of("consultation", [found.id]),
    )


def _form_page(
    dossier: Dossier, form: ConsultationForm, found: Consultation | None, news: Sequence = ()
) -> str:
    return render_template(
        "consultations/form.html", **_eyebrow(dossier), form=form, found=found, news=told(news)
    )


def _point_page(
    found: Consultation, held: ConsultationPoint, form: PointForm, news: Sequence = ()
) -> str:
    dossier = db.session.get_one(Dossier, found.dossier_id)
    return render_template(
        "consultations/point.html",
        **_eyebrow(dossier),
        form=form,
        found=found,
        point=held,
        news=told(news),
    )


def _waiver_page(dossier: Dossier, form: WaiverForm) -> str:
    return render_template("consultations/waiver.html", **_eyebrow(dossier), form=form)
