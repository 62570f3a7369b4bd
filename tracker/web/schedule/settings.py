"""The weekly hour, the quiet periods and the footer: shown, tried out, changed."""

from datetime import date, timedelta
from types import SimpleNamespace

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker import clock
from tracker.domain.bureau import (
    QuietPeriod,
    add_quiet,
    lock_settings,
    remove_quiet,
    set_footers,
)
from tracker.domain.plans import ActionPlan
from tracker.domain.schedule import reschedule, set_own_day
from tracker.extensions import db
from tracker.queries.closed import closed_rows, next_year_missing, quiet_rows, waiting
from tracker.queries.plan_view import PlanView
from tracker.web import htmx, reading
from tracker.web.access import may, requires
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import history_of, told
from tracker.web.schedule.coming import Teller, change, waiting_sentences
from tracker.web.schedule.forms import FooterForm, HourForm, OwnDayForm, QuietForm
from tracker.web.schedule.room import bp
from tracker.wording.schedule import interval

_QUARTERS = [f"{hour:02}:{minute:02}" for hour in range(6, 21) for minute in (0, 15, 30, 45)]


@bp.get("/reminders/settings")
@requires("reminders:read")
def page():
    """The settings; with ?weekday=&hour=, what that choice would do. A fragment for htmx."""
    form = None
    if "weekday" in request.args and may("settings:manage"):
        form = HourForm(request.args, meta={"csrf": False})
        form.validate()
    return _page(hours=form), 422 if form and form.errors else 200


@bp.post("/reminders/settings")
@requires("settings:manage")
def save():
    """Another weekday or hour: 422 where it cannot be read, 409 where another changed it."""
    plan_row = reading.view().plan or abort(404)
    form = HourForm()
    if not form.validate_on_submit():
        return _page(hours=form), 422
    lock_settings(db.session)
    plan = db.session.get(ActionPlan, plan_row.id, with_for_update=True)
    news = [row for row in meanwhile(form, "settings", 1) if row.field in ("weekday", "hour")]
    if news:
        reading.forget_view()
        return _page(hours=form, news=told(news)), 409
    _new, changed = _changed(reading.view(), form, _teller())
    if reschedule(db.session, plan, int(form.weekday.data), form.wall, changed.since, actor()):
        db.session.commit()
        flash(_("L’horaire est enregistré.") + " " + " ".join(changed.sentences))
    return redirect(url_for("schedule.page"), 303)


@bp.post("/reminders/settings/own-day")
@requires("settings:manage")
def own_day():
    """Whether the reminders of D-2 and D+1 come on their own day."""
    plan_row = reading.view().plan or abort(404)
    form = OwnDayForm()
    if not form.validate_on_submit():
        return _page(), 422
    lock_settings(db.session)
    plan = db.session.get(ActionPlan, plan_row.id, with_for_update=True)
    since = None if _weekly_awaited(reading.view()) else clock.now()
    if set_own_day(db.session, plan, form.own_day.data, since, actor()):
        db.session.commit()
        flash(
            _("Les rappels de l’avant-veille et du lendemain partent désormais leur propre jour.")
            if form.own_day.data
            else _("La relance de la semaine tient désormais lieu de ces rappels.")
        )
    return redirect(url_for("schedule.page") + "#rappels", 303)


@bp.post("/reminders/settings/footer")
@requires("settings:manage")
def footer():
    """The Bureau's words at the foot of the mails."""
    form = FooterForm()
    if not form.validate_on_submit():
        return _page(footers=form), 422
    lock_settings(db.session)
    fields = ("footer_fr", "footer_en")
    news = [row for row in meanwhile(form, "settings", 1) if row.field in fields]
    if news:
        return _page(footers=form, news=told(news)), 409
    if set_footers(db.session, form.footer_fr.data, form.footer_en.data, actor()):
        db.session.commit()
        flash(_("Les mots du Bureau paraîtront au pied des prochains courriels."))
    return redirect(url_for("schedule.page") + "#mots", 303)


@bp.post("/reminders/settings/quiet")
@requires("settings:manage")
def quiet():
    """One more quiet period."""
    form = QuietForm()
    if not form.validate_on_submit():
        return _page(quiet=form), 422
    starts_on, ends_on = form.starts_on.day, form.ends_on.day
    add_quiet(db.session, starts_on, ends_on, form.quiet_name.data, actor())
    db.session.commit()
    days = interval(starts_on, ends_on, g.locale)
    flash(_("Aucune relance ne part %(days)s.", days=days))
    return redirect(url_for("schedule.page") + "#sans-relance", 303)


@bp.post("/reminders/settings/quiet/<int:quiet_id>/remove")
@requires("settings:manage")
def resume(quiet_id: int):
    """A quiet period less."""
    period = db.session.get(QuietPeriod, quiet_id, with_for_update=True) or abort(404)
    days = interval(period.starts_on, period.ends_on, g.locale)
    remove_quiet(db.session, period, actor())
    db.session.commit()
    flash(_("Les relances peuvent de nouveau partir %(days)s.", days=days))
    return redirect(url_for("schedule.page") + "#sans-relance", 303)


def _page(hours=None, footers=None, quiet=None, news=()) -> str:
    view, teller = reading.view(), _teller()
    plan, at = view.plan, clock.now()
    told_change, lines = None, []
    current = plan and plan.state != "closed"
    if current:
        schedule = view.schedule(reading.settings().timezone)
        if hours and not hours.errors and _differs(hours, plan):
            schedule, told_change = _changed(view, hours, teller)
        lines = teller.lines(schedule, at)
        if hours is None:
            hours = HourForm(formdata=None, data=_stored(plan))
            open_form(hours, "settings", 1)
        elif not hours.seen.data:
            open_form(hours, "settings", 1)
    if htmx.asked() and current:
        return render_template(
            "schedule/_hours.html", **_hours(view, hours, lines, told_change, teller)
        )
    bureau = reading.bureau()
    return render_template(
        "schedule/page.html",
        **(_hours(view, hours, lines, told_change, teller) if current else {"lines": []}),
        plan=plan,
        own_day=OwnDayForm(formdata=None, obj=plan) if current else None,
        news=news,
        footers=footers or open_form(FooterForm(formdata=None, obj=_words(bureau)), "settings", 1),
        bureau=bureau,
        quiet=quiet or QuietForm(formdata=None),
        periods=[(row, interval(row.starts_on, row.ends_on, g.locale)) for row in teller.quiet],
        sender=reading.settings().mail_from,
        zone=reading.settings().timezone.key,
        missing=next_year_missing(db.session, teller.today),
        history_lines=history_of("settings", [1]),
    )


def _hours(view, hours, lines, told_change, teller) -> dict:
    return {
        "hours": hours,
        "lines": lines,
        "change": told_change,
        "waits": waiting_sentences(teller, waiting(db.session, view.plan.id)),
        "quarters": _QUARTERS,
        "draft": view.plan.state == "draft",
    }


def _changed(view: PlanView, form: HourForm, teller: Teller):
    old = view.schedule(reading.settings().timezone)
    chosen = int(form.weekday.data), form.wall
    at_once = form.first.data == "now"
    return change(teller, old, chosen, clock.now(), view.plan.last_slot_on, at_once)


def _weekly_awaited(view: PlanView) -> bool:
    """Whether a weekly slot is due that nobody has written down yet."""
    plan = view.plan
    if plan.state != "approved":
        return False
    schedule = view.schedule(reading.settings().timezone)
    due = schedule.between(max(plan.approved_at, plan.loaded_at), clock.now())
    return any(schedule.named is None or slot.nominal_on > schedule.named for slot in due)


def _differs(form: HourForm, plan) -> bool:
    return {"weekday": form.weekday.data, "hour": form.hour.data} != _stored(plan)


def _stored(plan) -> dict[str, str]:
    return {"weekday": str(plan.slot_weekday), "hour": f"{plan.slot_time:%H:%M}"}


def _words(bureau) -> SimpleNamespace:
    return SimpleNamespace(footer_fr=bureau.footer_fr, footer_en=bureau.footer_en)


def _teller() -> Teller:
    today: date = reading.today()
    closed = closed_rows(db.session, today - timedelta(days=7), today + timedelta(days=800))
    return Teller(tuple(closed), tuple(quiet_rows(db.session)), today, g.locale)
