"""The room « units »: who answers for what."""

from flask import g, render_template
from flask_login import current_user

from tracker import clock
from tracker.domain.feeds import Owner
from tracker.extensions import db
from tracker.queries.feeds import feed_of
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.histories import history_of
from tracker.web.units import calendar_routes, contact_routes, edit_routes, merge_routes
from tracker.web.units.blueprint import bp, unit_of
from tracker.web.units.contacts import monday
from tracker.web.units.overview import overview
from tracker.web.units.presenter import unit_page

__all__ = ["bp", "calendar_routes", "contact_routes", "edit_routes", "merge_routes"]

#: Who sees the addresses of contacts; everybody else sees names.
_SEES_ADDRESSES = frozenset({"director", "coordinator", "administrator"})


@bp.get("/units")
@requires("plan:read")
def index():
    """Boroughs, then central services; the same for every reader, kept while nothing moves."""
    return render_template("units/index.html", body=reading.kept("units", _index))


def _index() -> str:
    return render_template("units/_index.html", told=overview(reading.view(), g.locale))


@bp.get("/units/<code>")
@requires("plan:read")
def page(code: str):
    """One unit, or 404."""
    view, unit = reading.view(), unit_of(code)
    coming = monday(db.session, view, unit.id, clock.now(), reading.settings().timezone)
    return render_template(
        "units/page.html",
        unit=unit_page(view, unit, coming, g.locale),
        plan=view.plan,
        history_lines=history_of("unit", [unit.id]),
        sees_addresses=current_user.role in _SEES_ADDRESSES,
        mine=unit.id in current_user.unit_ids,
        keeps_calendar=(keeps := calendar_routes.keeps(unit)),
        feed=feed_of(db.session, Owner("unit", unit.id)) if keeps else None,
    )
