"""The map at a past date: what it showed on the evening of that day, and what can be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Form

from tracker import clock
from tracker.domain.slots import nominal_day
from tracker.extensions import db
from tracker.queries.plan_then import plan_view_on
from tracker.queries.plan_view import PlanView
from tracker.web import htmx, reading
from tracker.web.access import requires
from tracker.web.board import filters
from tracker.web.board.behind import behind
from tracker.web.board.blueprint import bp
from tracker.web.board.filters import Filters
from tracker.web.board.heat_map import heat_map
from tracker.web.fields import ADay, TypedDateField, field_errors
from tracker.wording import dates

_WEEK = timedelta(days=7)


class DayForm(Form):
    """The day asked for, sent by GET. Empty: the last relance before today's."""

    on = TypedDateField(_l("Voir la carte du"), [ADay(required=False)], default="")


@dataclass(frozen=True, slots=True)
class Step:
    """A day one link away."""

    label: str
    day: date
    rel: str = ""


@bp.get("/map")
@requires("board:read")
def past_map():
    """The map as it stood on the evening of a day; htmx asks for the map alone."""
    view = reading.view()
    if view.plan is None:
        return render_template("board/empty.html")
    first = _first(view)
    if first is None:
        return render_template("board/past_draft.html")
    form, day = _asked(request.args, view, first)
    if day is None:
        return render_template("board/past.html", form=form, first=first, steps=()), 422
    wanted = filters.read(request.args, view).but(on=day)
    then = cache(lambda: _then(view, day))
    units = reading.kept(("board.past", wanted), lambda: _map(then(), wanted))
    if htmx.asked():
        return units
    head = reading.kept(("board.past.head", day), lambda: _head(then(), day))
    steps = _steps(view, day, first)
    return render_template(
        "board/past.html", form=form, first=first, steps=steps, head=head, units=units, day=day
    )


def _first(view: PlanView) -> date | None:
    """The day of the approval, from which there is something to see; None for a draft."""
    approved = view.plan.approved_at if view.plan else None
    return clock.local_day(approved, reading.settings().timezone) if approved else None


def _asked(sent: Mapping, view: PlanView, first: date) -> tuple[DayForm, date | None]:
    """The form, and the day that it asks for; None where it says what is wrong with it."""
    form = DayForm(formdata=sent)
    if not form.validate():
        return form, None
    day = form.on.day or max(_slot_before(view, view.today), first)
    form.on.data = day.isoformat()
    if day > view.today:
        field_errors(form.on, _("Choisissez une date passée : la carte ne devance rien."))
        return form, None
    if day < first:
        sentence = _(
            "Choisissez le %(day)s ou plus tard : le plan n’était pas encore approuvé.",
            day=dates.long_date(first, g.locale),
        )
        field_errors(form.on, sentence)
        return form, None
    return form, day


def _then(view: PlanView, day: date) -> PlanView:
    """Today's view for today; else the plan as it was when the day ended."""
    if day == view.today:
        return view
    until = clock.end_of(day, reading.settings().timezone)
    return plan_view_on(db.session, day, until, (view.revision, view.revised_at))


def _map(then: PlanView, wanted: Filters) -> str:
    base = url_for("board.past_map")
    return render_template(
        "board/_map.html",
        map=heat_map(then, wanted, g.locale),
        behind=behind(then, wanted, g.locale),
        wanted=wanted,
        base=base,
        prefix=wanted.prefix(base),
    )


def _head(then: PlanView, day: date) -> str:
    whole = heat_map(then, Filters(on=day), g.locale).whole
    now = heat_map(reading.view(), Filters(), g.locale).whole
    said = ngettext(
        "Le %(day)s, %(num)s engagement était à suivre.",
        "Le %(day)s, %(num)s engagements étaient à suivre.",
        whole,
        day=dates.weekday_date(day, g.locale),
    )
    if not whole:
        said = _("Le %(day)s, rien n’était à suivre.", day=dates.weekday_date(day, g.locale))
    return render_template("board/_past_head.html", said=said, now=now)


def _steps(view: PlanView, day: date, first: date) -> list[Step]:
    """One relance back, one on, the first day, today: those that lead elsewhere."""
    before, after = _slot_before(view, day), _slot_after(view, day)
    found = []
    if day > first:
        found.append(Step(_("Premier jour"), first))
        found.append(Step(_("Relance d’avant"), max(before, first), rel="prev"))
    if day < view.today:
        if after < view.today:
            found.append(Step(_("Relance d’après"), after, rel="next"))
        found.append(Step(_("Aujourd’hui"), view.today))
    return found


def _slot_before(view: PlanView, day: date) -> date:
    """The day of the last weekly relance before `day`, as the plan's hour has it today."""
    name = nominal_day(day, view.plan.slot_weekday)
    while (slot := view.slot_calendar.next_open(name)) >= day:
        name -= _WEEK
    return slot


def _slot_after(view: PlanView, day: date) -> date:
    name = nominal_day(day, view.plan.slot_weekday)
    while (slot := view.slot_calendar.next_open(name)) <= day:
        name += _WEEK
    return slot
