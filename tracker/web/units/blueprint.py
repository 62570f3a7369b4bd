"""The room « units », before its routes."""

from flask import Blueprint, abort

from tracker.domain.units import Unit
from tracker.extensions import db
from tracker.queries.directory import UnitRow
from tracker.web import reading

bp = Blueprint("units", __name__)


def unit_of(code: str) -> UnitRow:
    """The unit of that code, or 404."""
    return reading.view().directory.unit_by_code(code) or abort(404)


def living_unit(code: str) -> UnitRow:
    """The unit of that code, or 404 where it was merged: nothing of it changes any more."""
    unit = unit_of(code)
    return abort(404) if unit.merged else unit


def locked(unit: UnitRow) -> Unit:
    """The row of a unit, held until the commit: two who change it come one after the other."""
    return db.session.get(Unit, unit.id, with_for_update=True) or abort(404)
