"""The calendar of a unit: made, replaced and revoked by who answers for it, or the coordination."""

from flask import abort, url_for
from flask_login import current_user

from tracker.domain.feeds import Owner
from tracker.queries.directory import UnitRow
from tracker.web import feeds, reading
from tracker.web.access import may, requires
from tracker.web.units.blueprint import bp, living_unit


@bp.post("/units/<code>/calendar")
@requires("calendar:keep")
def make_calendar(code: str):
    """Make it, or another address of it; the one before opens nothing any more."""
    return feeds.make(_owner(code), url_for("units.page", code=code))


@bp.post("/units/<code>/calendar/revoke")
@requires("calendar:keep")
def revoke_calendar(code: str):
    """Close it."""
    return feeds.revoke(_owner(code), url_for("units.page", code=code))


def keeps(unit: UnitRow) -> bool:
    """Whether who is signed in may make and revoke the calendar of this unit: its own contacts,
    not somebody who stands in for them today."""
    if unit.merged:
        return False
    contacts = reading.view().directory.contacts.get(unit.id, ())
    return may("units:manage") or current_user.id in contacts


def _owner(code: str) -> Owner:
    unit = living_unit(code)
    return Owner("unit", unit.id) if keeps(unit) else abort(403)
