"""« Faire un projet »: by hand, as a copy of another plan, or from a file."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.domain.changes import Actor, note
from tracker.domain.plans import ActionPlan
from tracker.domain.translations import rendered
from tracker.exchange.copies import NewPlan, copy_plan, empty_draft, weeks_after
from tracker.exchange.drafts import lay_draft
from tracker.exchange.plan_file import PlanFileError, read_plan_bytes
from tracker.exchange.plan_lines import Complaint
from tracker.exchange.units import load_units
from tracker.extensions import db
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.editing import actor
from tracker.web.fields import field_errors
from tracker.web.plan.blueprint import bp
from tracker.web.plan.making_form import NewPlanForm
from tracker.wording import naming

#: Complaints shown on the page; a file that has more is told how many.
_SHOWN = 50


class _Outside(ValueError):
    """The shift would take a date out of the calendar."""


@bp.get("/plan/new")
@requires("plan:edit")
def new():
    """The form of one door: `?copy=ID` copies a plan, `?door=file` reads a file."""
    source = _source()
    form = NewPlanForm(formdata=None, copies=bool(source), reads=_by_file(), **_offered(source))
    return _page(form, source)


@bp.post("/plan/new")
@requires("plan:edit")
def make():
    """Make the draft. It mails nobody; a file with one wrong line leaves nothing behind."""
    source = _source()
    form = NewPlanForm(copies=bool(source), reads=_by_file())
    if not form.validate():
        return _page(form, source), 422
    by = actor()
    try:
        plan = _made(form, source)
    except PlanFileError as refused:
        db.session.rollback()
        field_errors(form.file, _refusal(refused.complaints))
        return _page(form, source, refused.complaints), 422
    except _Outside:
        db.session.rollback()
        field_errors(
            form.shift, _("Ce décalage sort du calendrier : écrivez un nombre plus petit.")
        )
        return _page(form, source), 422
    _noted(plan, source, by, form)
    title = plan.title_fr
    plan_id = plan.id
    db.session.commit()
    flash(_("Le projet « %(title)s » est fait. Il n’écrit à personne.", title=title))
    return redirect(url_for("plan.page", plan_id=plan_id), 303)


def _made(form: NewPlanForm, source: ActionPlan | None) -> ActionPlan:
    french, english = form.title_fr.data, form.title_en.data
    starts_on, ends_on = form.starts_on.day, form.ends_on.day
    new = NewPlan(french, english, rendered(french, english), starts_on, ends_on, clock.now())
    if source is not None:
        days = form.days
        days = (starts_on - source.starts_on).days if days is None else days
        try:
            return copy_plan(db.session, source, new, days)
        except OverflowError as error:
            raise _Outside from error
    if not form.reads:
        return empty_draft(db.session, new)
    index = load_units(db.session)
    lines = read_plan_bytes(form.file.data.read(), form.file.data.filename or "", index)
    return lay_draft(
        db.session,
        lines,
        index,
        title_fr=french,
        title_en=english,
        starts_on=starts_on,
        ends_on=ends_on,
        loaded_at=new.loaded_at,
    )


def _noted(plan: ActionPlan, source: ActionPlan | None, by: Actor, form: NewPlanForm) -> None:
    what = "loaded" if form.reads else "copied" if source else "created"
    reason = source.title_fr if source else (form.file.data.filename if form.reads else "")
    note(db.session, "plan", plan.id, by, what, reason=(reason or "")[:500])


def _offered(source: ActionPlan | None) -> dict[str, str]:
    """For a copy: its source's titles and dates, the first whole weeks after its end."""
    if source is None:
        return {}
    later = timedelta(days=weeks_after(source.starts_on, source.ends_on))
    try:
        starts_on, ends_on = source.starts_on + later, source.ends_on + later
    except OverflowError:
        starts_on, ends_on = source.starts_on, source.ends_on
    return {
        "title_fr": source.title_fr,
        "title_en": source.title_en,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
    }


def _source() -> ActionPlan | None:
    if "copy" not in request.args:
        return None
    return db.session.get(ActionPlan, row_id(request.args["copy"])) or abort(404)


def _by_file() -> bool:
    return "copy" not in request.args and request.args.get("door") == "file"


def _refusal(complaints: Sequence[Complaint]) -> str:
    return ngettext(
        "%(num)s chose à corriger dans le fichier; rien n’en est gardé. "
        "Corrigez-le, puis choisissez-le de nouveau.",
        "%(num)s choses à corriger dans le fichier; rien n’en est gardé. "
        "Corrigez-le, puis choisissez-le de nouveau.",
        len(complaints),
    )


def _page(
    form: NewPlanForm, source: ActionPlan | None, complaints: Sequence[Complaint] = ()
) -> str:
    told = [
        (one.line, one.column, one.english if g.locale == "en" else one.french)
        for one in complaints[:_SHOWN]
    ]
    starts_on: date | None = form.starts_on.day
    return render_template(
        "plan/new.html",
        form=form,
        source=source,
        source_title=naming.plan_title(source, g.locale) if source else None,
        offered=(starts_on - source.starts_on).days if source and starts_on else 0,
        complaints=told,
        others=len(complaints) - len(told),
        today=reading.today(),
    )
