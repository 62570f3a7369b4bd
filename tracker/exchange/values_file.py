"""Values of indicators as a CSV file, in and out with the same headings."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import trajectories
from tracker.domain.changes import Actor
from tracker.domain.indicators import Indicator, IndicatorUnit, IndicatorValue
from tracker.domain.values import Given, give
from tracker.exchange.safe_csv import csv_bytes
from tracker.exchange.table_file import (
    Effect,
    Line,
    Preview,
    day_of,
    number_of,
    read_table,
    written,
)
from tracker.exchange.units import UnitIndex, read_unit_index
from tracker.queries.directory import Directory
from tracker.queries.indicator_rows import IndicatorRow

REQUIRED = ("indicator", "unit", "period", "value")
HEADINGS = (
    "indicator",
    "name_fr",
    "unit",
    "unit_name",
    "period",
    "value",
    "measure_fr",
    "note",
    "reason",
)
_LONGEST = 500


def values_csv(rows: Iterable[IndicatorRow], directory: Directory) -> bytes:
    """Every value that counts. `period` is the period's last day."""
    return csv_bytes(
        HEADINGS,
        (
            (
                row.code,
                row.name_fr,
                directory.units[value.unit_id].code,
                directory.units[value.unit_id].name,
                value.period_on.isoformat(),
                written(value.value),
                row.measure_fr,
                value.note,
                value.reason,
            )
            for row in rows
            for value in row.values
        ),
    )


def preview_values(
    session: Session, content: bytes, name: str, actor: Actor, today: date, *, lock: bool = False
) -> Preview:
    """What the file would do to the values. Nothing is written. Raises PlanFileError for a file
    that is no table. `lock`: hold the indicators until the commit."""
    lines = read_table(content, name, REQUIRED)
    wanted = select(Indicator).order_by(Indicator.id)
    found = session.scalars(wanted.with_for_update() if lock else wanted)
    judge = _Judge(
        session,
        Preview(name),
        {one.code.casefold(): one for one in found},
        {(one.indicator_id, one.unit_id) for one in session.scalars(select(IndicatorUnit))},
        read_unit_index(session),
        _standing(session),
        actor,
        today,
    )
    for line in lines:
        judge.line(line)
    return judge.preview


def _standing(session: Session) -> dict[tuple[int, int, date], IndicatorValue]:
    rows = session.scalars(select(IndicatorValue).order_by(IndicatorValue.seq))
    return {(row.indicator_id, row.unit_id, row.period_on): row for row in rows}


class _Judge:
    """Each line in turn, with what it would change."""

    def __init__(
        self,
        session: Session,
        preview: Preview,
        indicators: dict[str, Indicator],
        reporters: set[tuple[int, int]],
        units: UnitIndex,
        standing: dict[tuple[int, int, date], IndicatorValue],
        actor: Actor,
        today: date,
    ) -> None:
        self.session, self.preview, self.indicators = session, preview, indicators
        self.reporters, self.units, self.standing = reporters, units, standing
        self.actor, self.today = actor, today
        self.seen: set[tuple[int, int, date]] = set()

    def line(self, line: Line) -> None:
        indicator = self.indicators.get(line["indicator"].casefold())
        if indicator is None or indicator.withdrawn_at is not None:
            words = "aucun indicateur suivi n’a ce code", "no indicator followed has this code"
            return self._wrong(line, "indicator", *words)
        unit = self.units.named(line["unit"])
        if unit is None or (indicator.id, unit.id) not in self.reporters:
            words = (
                "cette unité ne donne pas cet indicateur",
                "this unit does not give this indicator",
            )
            return self._wrong(line, "unit", *words)
        period = day_of(line["period"])
        ended = trajectories.periods(indicator.first_on, indicator.every_months, self.today)
        if period not in ended:
            words = (
                "ce n’est pas le dernier jour d’une période close de l’indicateur",
                "this is not the last day of a period of the indicator that is over",
            )
            return self._wrong(line, "period", *words)
        number = number_of(line["value"], (indicator.measure_fr, indicator.measure_en))
        if number is None:
            words = "ce n’est pas un nombre qui se lit", "this is no number that can be read"
            return self._wrong(line, "value", *words)
        for column in ("note", "reason"):
            if len(line[column]) > _LONGEST:
                words = f"au plus {_LONGEST} caractères", f"at most {_LONGEST} characters"
                return self._wrong(line, column, *words)
        self._judged(line, indicator, unit, period, number)
        return None

    def _judged(self, line: Line, indicator: Indicator, unit, period: date, number: float) -> None:
        key = (indicator.id, unit.id, period)
        if key in self.seen:
            words = "la même valeur est donnée deux fois", "the same value is given twice"
            return self._wrong(line, "period", *words)
        self.seen.add(key)
        before = self.standing.get(key)
        fate = "new" if before is None else "same" if before.value == number else "corrected"
        if fate == "corrected" and not line["reason"]:
            stands = written(before.value)
            words = (
                f"une autre valeur est donnée ({stands}) : dire pourquoi elle change",
                f"another value stands ({stands}): say why it changes",
            )
            return self._wrong(line, "reason", *words)
        effect = Effect(
            line.number,
            f"{indicator.code} · {unit.code} · {period.isoformat()}",
            written(before.value) if before else "",
            written(number),
            fate,
        )
        given = Given(
            unit.id,
            period,
            number,
            line["note"],
            line["reason"],
            before.seq + 1 if before else 0,
        )
        self.preview.will(
            effect, lambda: give(self.session, indicator, given, self.actor, self.today)
        )
        return None

    def _wrong(self, line: Line, column: str, french: str, english: str) -> None:
        self.preview.complain(line.number, column, french, english)
