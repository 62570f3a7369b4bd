"""A dossier of a plan, by hand: added, changed, removed while it is empty."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from tracker.domain.changes import note, revise
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier, next_code
from tracker.domain.translations import is_stale, rendered, retitle
from tracker.extensions import db
from tracker.queries.changes import ChangeRow
from tracker.queries.directory import UnitRow
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import history_of, told
from tracker.web.plan.at_hand import dossier_to_change, plan_to_change
from tracker.web.plan.blueprint import bp
from tracker.web.plan.forms import DossierForm


@bp.get("/plan/<int:plan_id>/dossiers/new")
@requires("plan:edit")
def new_dossier(plan_id: int):
    """An empty form; the code that comes next is proposed."""
    plan = plan_to_change(plan_id)
    form = DossierForm(formdata=None, units=_units(), code=next_code(_codes(plan_id)))
    return render_template("plan/dossier.html", form=form, plan=plan, dossier=None)


@bp.post("/plan/<int:plan_id>/dossiers/new")
@requires("plan:edit")
def add_dossier(plan_id: int):
    """Add the dossier at the end of the plan."""
    plan = plan_to_change(plan_id, lock=True)
    form = DossierForm(taken=_codes(plan_id), units=_units())
    if not form.validate():
        return render_template("plan/dossier.html", form=form, plan=plan, dossier=None), 422
    last = db.session.scalar(select(func.max(Dossier.position)).where(Dossier.plan_id == plan_id))
    dossier = Dossier(
        plan_id=plan_id,
        name_fr=form.name_fr.data,
        name_en=form.name_en.data,
        name_en_of=rendered(form.name_fr.data, form.name_en.data),
        lead_unit_id=_lead_id(form),
        position=0 if last is None else last + 1,
        **_plain(form),
    )
    db.session.add(dossier)
    db.session.flush()
    note(db.session, "dossier", dossier.id, actor(), "created")
    note(db.session, "plan", plan_id, actor(), "added", field="dossier", after=_called(dossier))
    db.session.commit()
    flash(_("Le dossier %(code)s est ajouté.", code=dossier.code))
    return redirect(url_for("plan.page", plan_id=plan_id, _anchor=f"d{dossier.id}"), 303)


@bp.get("/plan/<int:plan_id>/dossiers/<int:dossier_id>/edit")
@requires("plan:edit")
def edit_dossier(plan_id: int, dossier_id: int):
    """The dossier as it is."""
    dossier = dossier_to_change(plan_id, dossier_id)
    form = DossierForm(
        formdata=None,
        units=_units(dossier.lead_unit_id),
        lead=str(dossier.lead_unit_id or ""),
        **{name: getattr(dossier, name) for name in ("name_fr", "name_en", *_PLAIN)},
    )
    return _page(dossier, open_form(form, "dossier", dossier_id))


@bp.post("/plan/<int:plan_id>/dossiers/<int:dossier_id>/edit")
@requires("plan:edit")
def save_dossier(plan_id: int, dossier_id: int):
    """Save it, unless somebody else changed it meanwhile."""
    dossier = dossier_to_change(plan_id, dossier_id, lock=True)
    taken = [code for code in _codes(plan_id) if code != dossier.code]
    form = DossierForm(taken=taken, units=_units(dossier.lead_unit_id))
    if news := meanwhile(form, "dossier", dossier_id):
        _follow_lead(form, news)
        return _page(dossier, form, news), 409
    if not form.validate():
        return _page(dossier, form), 422
    by = actor()
    retitle(
        db.session,
        "dossier",
        dossier,
        by,
        form.name_fr.data,
        form.name_en.data,
        stem="name",
        confirmed=form.confirmed.data,
    )
    revise(db.session, "dossier", dossier, by, _plain(form))
    lead_id = _lead_id(form)
    if lead_id != dossier.lead_unit_id:
        before, after = _unit_name(dossier.lead_unit_id), _unit_name(lead_id)
        note(
            db.session,
            "dossier",
            dossier_id,
            by,
            "changed",
            field="lead",
            before=before,
            after=after,
        )
        dossier.lead_unit_id = lead_id
    db.session.commit()
    flash(_("Le dossier %(code)s est enregistré.", code=dossier.code))
    return redirect(url_for("plan.page", plan_id=plan_id, _anchor=f"d{dossier_id}"), 303)


@bp.post("/plan/<int:plan_id>/dossiers/<int:dossier_id>/remove")
@requires("plan:edit")
def remove_dossier(plan_id: int, dossier_id: int):
    """Remove a dossier of a draft that holds no milestone; a plan in force keeps its dossiers."""
    dossier = dossier_to_change(plan_id, dossier_id, lock=True)
    if not _removable(dossier):
        abort(409, _("Seul un dossier vide d’un projet s’enlève : déplacez d’abord ses jalons."))
    code = dossier.code
    note(db.session, "plan", plan_id, actor(), "removed", field="dossier", before=_called(dossier))
    db.session.delete(dossier)
    db.session.commit()
    flash(_("Le dossier %(code)s est enlevé.", code=code))
    return redirect(url_for("plan.page", plan_id=plan_id), 303)


#: Fields that are the same in the form and in the row.
_PLAIN = ("code", "short_fr", "short_en", "bureau_role")


def _plain(form: DossierForm) -> dict[str, str]:
    return {name: form[name].data for name in _PLAIN}


def _page(dossier: Dossier, form: DossierForm, news: Sequence[ChangeRow] = ()) -> str:
    return render_template(
        "plan/dossier.html",
        form=form,
        plan=db.session.get_one(ActionPlan, dossier.plan_id),
        dossier=dossier,
        stale=is_stale(dossier.name_fr, dossier.name_en, dossier.name_en_of),
        removable=_removable(dossier),
        news=told(news),
        history=history_of("dossier", [dossier.id]),
    )


def _codes(plan_id: int) -> list[str]:
    statement = select(Dossier.code).where(Dossier.plan_id == plan_id)
    return list(db.session.scalars(statement.order_by(Dossier.position)))


def _units(kept: int | None = None) -> list[UnitRow]:
    """Units that may lead; also the one that does, merged since."""
    units = reading.view().directory.units.values()
    return [unit for unit in units if not unit.merged or unit.id == kept]


def _lead_id(form: DossierForm) -> int | None:
    return int(form.lead.data) if form.lead.data else None


def _unit_name(unit_id: int | None) -> str:
    unit = reading.view().directory.units.get(unit_id or 0)
    return unit.name if unit else ""


def _follow_lead(form: DossierForm, news: Sequence[ChangeRow]) -> None:
    """The history names units, the form numbers them: a lead left as it was takes the new one."""
    by_name = {unit.name: str(unit.id) for unit in _units()}
    for row in reversed(news):
        untouched = form.lead.data in (row.after, by_name.get(row.before, ""))
        if row.field == "lead" and untouched:
            form.lead.data = by_name.get(row.after, "")


def _removable(dossier: Dossier) -> bool:
    held = select(Milestone.id).where(Milestone.dossier_id == dossier.id).limit(1)
    plan = db.session.get_one(ActionPlan, dossier.plan_id)
    return plan.state == "draft" and db.session.scalar(held) is None


def _called(dossier: Dossier) -> str:
    return f"{dossier.code} {dossier.name_fr}"
