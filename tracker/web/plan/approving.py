"""Approval of a draft: what is missing, what it does, then the decision."""

from datetime import date, datetime, time

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import SelectField
from wtforms.validators import Optional

from tracker import clock
from tracker.domain import consulting
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.exchange.approval import CannotApprove, NotConsulted, approve, gaps
from tracker.extensions import db
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.editing import actor
from tracker.web.fields import ADay, AtMost, LineField, TypedDateField, field_errors
from tracker.web.plan.at_hand import plan_to_change, view_or_404
from tracker.web.plan.blueprint import bp
from tracker.web.plan.effects import effects, lacks
from tracker.web.plan.shelf import state_of
from tracker.wording import naming


class ApprovalForm(FlaskForm):
    """Who decided, and when: asked of a coordinator only; the director decides by pressing."""

    director = SelectField(_l("Qui approuve"))
    other = LineField(_l("Autre personne"), [Optional(), AtMost(160)])
    decided_on = TypedDateField(
        _l("Jour de sa décision"),
        [ADay()],
        description=_l(
            "Aujourd’hui ou avant. Les relances ne remontent jamais avant ce moment-ci."
        ),
    )

    def __init__(self, *args, directors=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.director.choices = [*((name, name) for name in directors), ("", _("Autre personne"))]

    @property
    def name(self) -> str:
        return self.director.data or self.other.data or ""

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        if not self.name:
            field_errors(self.other, _("Écrivez le nom de la personne qui approuve."))
            good = False
        if self.decided_on.day and self.decided_on.day > reading.today():
            field_errors(self.decided_on, _("Ce jour n’est pas encore venu."))
            good = False
        return good


@bp.get("/plan/<int:plan_id>/approval")
@requires("plan:approve")
def approval(plan_id: int):
    """What is missing, what approval does, in words and figures; then the button."""
    plan = view_or_404(plan_id).plan
    if plan.state != "draft":
        return render_template(
            "plan/approved.html",
            plan=plan,
            title=naming.plan_title(plan, g.locale),
            state=state_of(plan_to_show(plan_id), g.locale),
        )
    directors = _directors()
    first = directors[0] if directors else ""
    form = ApprovalForm(
        formdata=None,
        directors=directors,
        director=first,
        decided_on=reading.today().isoformat(),
    )
    return _page(plan_id, form)


@bp.post("/plan/<int:plan_id>/approval")
@requires("plan:approve")
def decide(plan_id: int):
    """Freeze the baselines and put the plan in force, in the director's name."""
    plan = plan_to_change(plan_id, lock=True)
    by, at, form = _decision()
    if form.errors:
        return _page(plan_id, form), 422
    try:
        approve(db.session, plan, by=by, at=at, actor=actor())
    except NotConsulted as refused:
        db.session.rollback()
        form.form_errors.append(
            _(
                "Avant d’approuver, consultez sur ces dossiers ou dispensez-les : %(codes)s.",
                codes=", ".join(refused.codes),
            )
        )
        return _page(plan_id, form), 422
    except CannotApprove:
        db.session.rollback()
        if view_or_404(plan_id).plan.state != "draft":
            return redirect(url_for("plan.approval", plan_id=plan_id), 303)
        form.form_errors.append(_("Ce plan ne contient aucun jalon : ajoutez-en d’abord."))
        return _page(plan_id, form), 422
    db.session.commit()
    flash(_("Le plan est approuvé : ses échéances de départ sont figées."))
    return redirect(url_for("plan.page", plan_id=plan_id), 303)


def plan_to_show(plan_id: int) -> ActionPlan:
    """The plan's row, with who approved it."""
    return db.session.get_one(ActionPlan, plan_id)


def _decision() -> tuple[str, datetime, ApprovalForm]:
    """Who decides and when. Her own name and this moment where the director presses."""
    if current_user.role == "director":
        return current_user.name, clock.now(), ApprovalForm(formdata=None, directors=_directors())
    form = ApprovalForm(directors=_directors())
    if not form.validate():
        return "", clock.now(), form
    return form.name, _instant(form.decided_on.day), form


def _instant(day: date) -> datetime:
    """Now for today; noon of an earlier day."""
    if day == reading.today():
        return clock.now()
    return datetime.combine(day, time(12), reading.settings().timezone)


def _directors() -> list[str]:
    statement = select(Person.name).where(Person.role == "director", Person.active)
    return list(db.session.scalars(statement.order_by(Person.name)))


def _page(plan_id: int, form: ApprovalForm) -> str:
    view = view_or_404(plan_id)
    current = reading.view().plan
    closes = current if current and current.id != plan_id and current.state == "approved" else None
    return render_template(
        "plan/approval.html",
        form=form,
        plan=view.plan,
        title=naming.plan_title(view.plan, g.locale),
        closes=naming.plan_title(closes, g.locale) if closes else None,
        lacks=lacks(gaps(db.session, db.session.get_one(ActionPlan, plan_id)), view),
        unheard=consulting.unheard(db.session, plan_id),
        will=effects(db.session, view, g.locale),
        own=current_user.role == "director",
        today=reading.today(),
    )
