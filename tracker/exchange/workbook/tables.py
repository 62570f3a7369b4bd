"""Where the rows of each sheet come from, and what its cells say in a reader's language."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from tracker.exchange.workbook.columns import COMMITMENTS, SHEETS, Column, Sheet
from tracker.exchange.workbook.memory import Packer, Remembered, Values
from tracker.queries import plan_tables
from tracker.wording import workbook as wording

FIELDS = {sheet.key: sheet.fields for sheet in SHEETS}


def rows(session: Session, sheet: Sheet, plan_id: int, today: date) -> plan_tables.Rows:
    """The rows of one sheet as they are now. One statement."""
    match sheet.key:
        case "people":
            return plan_tables.people(session)
        case "units":
            return plan_tables.units(session, today)
        case _:
            return getattr(plan_tables, sheet.key)(session, plan_id)


def as_they_are(session: Session, plan_id: int, today: date) -> Remembered:
    """Every sheet as it is now. Five statements."""
    return {
        sheet.key: {
            ident: dict(zip(sheet.fields, values, strict=True))
            for ident, values in rows(session, sheet, plan_id, today)
        }
        for sheet in SHEETS
    }


def packed(session: Session, plan_id: int, today: date) -> Packer:
    """The same, packed without being written anywhere."""
    packer = Packer()
    for sheet in SHEETS:
        for ident, values in rows(session, sheet, plan_id, today):
            packer.add(sheet.key, ident, values)
    return packer


class Teller:
    """Says values as cells. `names`: names of units by their codes."""

    def __init__(self, locale: str, names: dict[str, str]) -> None:
        self.locale = locale
        self.names = names

    def cells(self, sheet: Sheet, columns: list[Column], values: Values) -> Iterator[object]:
        """A text, a day, or None for nothing, of each column in its order."""
        for column in columns:
            yield self.cell(column, self._value(sheet, column, values))

    def cell(self, column: Column, value: str) -> object:
        if not value:
            return None
        match column.kind:
            case "date":
                return date.fromisoformat(value)
            case "unit" | "blocker":
                return self.names.get(value, value)
            case "units":
                codes = value.split(plan_tables.BETWEEN)
                return f"{plan_tables.BETWEEN} ".join(self.names.get(code, code) for code in codes)
            case "text" | "email":
                return value
            case words:
                return wording.words(words, self.locale).get(value, value)

    def _value(self, sheet: Sheet, column: Column, values: Values) -> str:
        if sheet is COMMITMENTS and column.key == "title":
            english = values["title_en"] if self.locale == "en" else ""
            return english or values["title_fr"]
        return values.get(column.key, "")
