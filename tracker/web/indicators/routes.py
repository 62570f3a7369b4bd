"""The room « indicators »: what is measured besides the surveys, and who owes the next value."""

from flask import abort, render_template

from tracker.queries.indicator_rows import IndicatorRow
from tracker.web import measured, reading
from tracker.web.access import may, requires
from tracker.web.histories import history_of
from tracker.web.indicators import files, values, write
from tracker.web.indicators.presenter import indicator_page, overview
from tracker.web.indicators.room import bp
from tracker.web.indicators.values import may_give
from tracker.wording import measures

__all__ = ["bp", "files", "values", "write"]


@bp.get("/indicators")
@requires("plan:read")
def index():
    """Every indicator, where it stands, who owes its next value."""
    return render_template("indicators/index.html", body=reading.kept("indicators", _index))


def _index() -> str:
    told = overview(measured.indicators(), reading.view())
    return render_template("indicators/_index.html", told=told)


@bp.get("/indicators/<int:indicator_id>")
@requires("plan:read")
def page(indicator_id: int):
    """One indicator, or 404."""
    row = row_of(indicator_id)
    return render_template(
        "indicators/page.html",
        told=indicator_page(row, reading.view()),
        periodicity=measures.periodicity(row.every_months),
        history_lines=history_of("indicator", [row.id]),
        gives={unit_id: may_give(unit_id) for unit_id in row.unit_ids},
        disputes=may("board:read") or any(may_give(unit_id) for unit_id in row.unit_ids),
    )


def row_of(indicator_id: int) -> IndicatorRow:
    """The indicator, or 404."""
    found = (row for row in measured.indicators() if row.id == indicator_id)
    return next(found, None) or abort(404)
