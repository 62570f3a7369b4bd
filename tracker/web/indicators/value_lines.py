"""The values of an indicator as its page lists them: those at hand, and the older ones."""

from dataclasses import dataclass

from flask import g

from tracker.queries.indicator_rows import IndicatorRow, ValueRow
from tracker.queries.plan_view import PlanView
from tracker.wording import dates, measures, naming
from tracker.wording.naming import Name

#: Values shown without unfolding, at least.
_AT_HAND = 12


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A value in the table of those given."""

    row: ValueRow
    period: str
    unit: Name
    value: str
    who: str


Lines = tuple[ValueLine, ...]


def value_lines(row: IndicatorRow, view: PlanView) -> tuple[Lines, Lines]:
    """Newest first, units in the order of the plan: those at hand, and the older ones.

    At hand are the newest period whole, what is disputed, and a dozen at least.
    """
    place = view.directory.units
    rows = sorted(row.values, key=lambda one: place[one.unit_id].position)
    rows.sort(key=lambda one: one.period_on, reverse=True)
    recent = [
        one
        for number, one in enumerate(rows)
        if number < _AT_HAND or one.period_on == rows[0].period_on or one.dispute_id
    ]
    older = [one for one in rows if one not in recent]
    return (
        tuple(_value(row, value, view) for value in recent),
        tuple(_value(row, value, view) for value in older),
    )


def _value(row: IndicatorRow, value: ValueRow, view: PlanView) -> ValueLine:
    return ValueLine(
        value,
        measures.period(value.period_on, row.every_months, g.locale),
        naming.unit_name(view.directory.units[value.unit_id], g.locale),
        measures.value(row, value.value, g.locale),
        f"{value.by_name}, {dates.short_date(value.given_on, g.locale, view.today)}",
    )
