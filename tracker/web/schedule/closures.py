"""The closed days of a year: proposed, accepted, named, removed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.domain.bureau import lock_settings
from tracker.domain.closures import Closure, close_day, open_day, rename_closure
from tracker.exchange.closures import closed_days
from tracker.extensions import db
from tracker.queries.closed import ClosedRow, closed_rows, next_year_missing, quiet_rows
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.fields import field_errors
from tracker.web.histories import history_of, told
from tracker.web.schedule.coming import Teller
from tracker.web.schedule.effects import effects
from tracker.web.schedule.forms import ClosureForm, NewClosureForm
from tracker.web.schedule.room import bp
from tracker.wording import dates

#: The ground of a day that somebody added by hand.
BY_HAND = "ajouté par la coordination"


@bp.get("/reminders/closures")
@requires("reminders:read")
def closures():
    """The closed days of ?year=, and those that the calendar of Québec proposes."""
    return _page(_year(request.args.get("year")))


@bp.post("/reminders/closures")
@requires("settings:manage")
def close():
    """One more closed day, of the city's own."""
    form = NewClosureForm()
    if not form.validate_on_submit():
        return _page(form.day.day.year if form.day.day else _year(None), form), 422
    lock_settings(db.session)
    day = form.day.day
    known = db.session.scalar(select(Closure.name).where(Closure.day == day))
    if known is not None:
        field_errors(form.day, _("Ce jour est déjà fermé : %(name)s.", name=known))
        return _page(day.year, form), 422
    close_day(db.session, day, form.name.data, BY_HAND, actor())
    db.session.commit()
    _tell(_("Fermé : %(day)s.", day=dates.weekday_date(day, g.locale)), day)
    return _back(day.year)


@bp.post("/reminders/closures/accept")
@requires("settings:manage")
def accept():
    """The proposed days of a year that are not there yet: all of them, or the `day` alone."""
    year, only = _year(request.form.get("year")), request.form.get("day")
    lock_settings(db.session)
    known = {row.day for row in _rows(year)}
    added = 0
    for proposed in closed_days([year]):
        if proposed.day in known or (only and proposed.day.isoformat() != only):
            continue
        close_day(db.session, proposed.day, proposed.name, proposed.basis, actor())
        added += 1
    if added:
        db.session.commit()
        flash(
            _("Les jours proposés sont maintenant fermés.")
            if not only
            else _("Ce jour est maintenant fermé.")
        )
    return _back(year)


@bp.get("/reminders/closures/<int:closure_id>")
@requires("settings:manage")
def closure(closure_id: int):
    """One closed day: its name, and what opening it would do."""
    row = db.session.get(Closure, closure_id) or abort(404)
    form = open_form(ClosureForm(formdata=None, obj=row), "settings", 1)
    return _closure_page(row, form)


@bp.post("/reminders/closures/<int:closure_id>")
@requires("settings:manage")
def rename(closure_id: int):
    """Call it otherwise: 409 where somebody else did meanwhile."""
    form = ClosureForm()
    lock_settings(db.session)
    row = db.session.get(Closure, closure_id) or abort(404)
    if not form.validate_on_submit():
        return _closure_page(row, form), 422
    day = row.day.isoformat()
    news = [
        line
        for line in meanwhile(form, "settings", 1)
        if line.field == "closure" and day in (line.before[:10], line.after[:10])
    ]
    if news:
        return _closure_page(row, form, told(news)), 409
    if rename_closure(db.session, row, form.name.data, actor()):
        db.session.commit()
        flash(_("Le nom est enregistré."))
    return _back(row.day.year)


@bp.post("/reminders/closures/<int:closure_id>/remove")
@requires("settings:manage")
def remove(closure_id: int):
    """A day that is open after all."""
    lock_settings(db.session)
    row = db.session.get(Closure, closure_id) or abort(404)
    day = row.day
    open_day(db.session, row, actor())
    db.session.commit()
    flash(_("Ouvert de nouveau : %(day)s.", day=dates.weekday_date(day, g.locale)))
    return _back(day.year)


def _page(year: int, form: NewClosureForm | None = None) -> str:
    rows = _rows(year)
    known = {row.day for row in rows}
    proposed = [day for day in closed_days([year]) if day.day not in known]
    tell, would = _teller_of(rows), _teller_of(rows, [day.day for day in proposed])
    today = reading.today()
    return render_template(
        "schedule/closures.html",
        year=year,
        rows=[(row, tell(row.day)) for row in rows],
        proposed=[(day, would(day.day)) for day in proposed],
        form=form or NewClosureForm(formdata=None),
        missing=next_year_missing(db.session, today),
        this_year=today.year,
        history_lines=history_of("settings", [1]),
    )


def _closure_page(row: Closure, form: ClosureForm, news=()) -> str:
    tell = _teller_of(_rows(row.day.year))
    return render_template(
        "schedule/closure.html", row=row, form=form, news=news, effects=tell(row.day)
    )


def _teller_of(rows: list[ClosedRow], besides: Sequence[date] = ()):
    """Tells the effects of a closed day; `besides`: days to be taken for closed as well."""
    view = reading.view()
    teller = Teller(tuple(rows), tuple(quiet_rows(db.session)), view.today, g.locale)
    current = view.plan is not None and view.plan.state != "closed"
    schedule = view.schedule(reading.settings().timezone) if current else None
    if schedule:
        calendar = schedule.calendar.closed_besides(besides)
        schedule = replace(schedule, calendar=calendar)
    return lambda day: effects(day, view, schedule, teller)


def _tell(sentence: str, day: date) -> None:
    reading.forget_view()
    flash(" ".join([sentence, *_teller_of(_rows(day.year))(day)]))


def _rows(year: int) -> list[ClosedRow]:
    return closed_rows(db.session, date(year, 1, 1), date(year, 12, 31))


def _year(written: str | None) -> int:
    given = written or ""
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 else 0
    return year if 2000 <= year <= 2100 else reading.today().year


def _back(year: int):
    return redirect(url_for("schedule.closures", year=year), 303)
