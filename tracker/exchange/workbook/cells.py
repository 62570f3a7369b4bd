"""One cell read: whatever a spreadsheet or a hand made of it, as the plan keeps it."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from tracker.domain.people import EMAIL, EMAIL_LIMIT, normal_email
from tracker.domain.units import spelling_key
from tracker.exchange.plan_lines import EVERY_BOROUGH
from tracker.exchange.units import UnitIndex
from tracker.exchange.workbook.columns import Column
from tracker.queries.plan_tables import BETWEEN
from tracker.wording import workbook as wording
from tracker.wording.typed_dates import could_be_two, typed_date

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\0"))
_CONTROL = dict.fromkeys(range(32), " ")
_ERRORS = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"}
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")
_SERIAL = re.compile(r"\d{5}(?:\.0)?")
_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


class Unread(ValueError):
    """A cell that cannot be taken: a code, and what its sentence names."""

    def __init__(self, code: str, /, **about: object) -> None:
        super().__init__(code)
        self.code = code
        self.about = {name: str(value) for name, value in about.items()}


class CellReader:
    """Reads the cells of one file. `index`: the units; `from_1904`: how its days are counted."""

    def __init__(self, index: UnitIndex, from_1904: bool = False) -> None:
        self._index = index
        self._from_1904 = from_1904
        self._places = {unit.code: place for place, unit in enumerate(index.units)}

    def value(self, column: Column, raw: object) -> str:
        """The cell as the plan keeps it; "" for nothing. Raises Unread."""
        if column.kind == "date":
            return self._day(raw)
        text = as_text(raw)
        if text in _ERRORS:
            raise Unread("error_value", text=text)
        if not text:
            return ""
        match column.kind:
            case "text" | "reasons":
                return _short_enough(column, text)
            case "unit":
                return self._unit(text)
            case "units":
                return self._units(text)
            case "blocker":
                unit = self._index.named(text)
                return unit.code if unit else _short_enough(column, text)
            case "email":
                return _email(text)
            case words:
                return _word(words, text)

    def living(self, code: str) -> str:
        """The unit of that code, or whoever it was merged into."""
        unit = self._index.find_unit(code)
        return unit.code if unit else code

    def name_of(self, code: str) -> str:
        """The name of the unit of that code, as files write it last."""
        unit = self._index.named(code)
        return max(unit.names, key=lambda name: name.valid_from).name if unit else code

    def names_of(self, code: str) -> set[str]:
        """Every name that the unit of that code ever bore."""
        unit = self._index.named(code)
        return {name.name for name in unit.names} if unit else set()

    def _unit(self, text: str) -> str:
        unit = self._index.named(text)
        if unit is None:
            raise Unread("unknown_unit", text=text)
        return unit.code

    def _units(self, text: str) -> str:
        """Codes in the order in which units are shown; a name that holds a comma is tried whole."""
        found: set[str] = set()
        for part in filter(None, map(str.strip, text.split(BETWEEN))):
            if spelling_key(part) in EVERY_BOROUGH:
                found |= {unit.code for unit in self._index.boroughs}
                continue
            whole = self._index.named(part)
            names = [part] if whole else filter(None, map(str.strip, part.split(",")))
            found |= {self._unit(name) for name in names}
        return self.joined(found)

    def joined(self, codes: set[str]) -> str:
        """Several units as one value."""
        return BETWEEN.join(sorted(codes, key=lambda code: self._places.get(code, 0)))

    def _day(self, raw: object) -> str:
        day = self._as_day(raw)
        if day is None:
            return ""
        if not 2000 <= day.year <= 2100:
            raise Unread("year", day=day.isoformat())
        return day.isoformat()

    def _as_day(self, raw: object) -> date | None:
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return self._counted(float(raw))
        text = as_text(raw)
        if not text:
            return None
        if text in _ERRORS:
            raise Unread("error_value", text=text)
        if _SERIAL.fullmatch(text):
            return self._counted(float(text))
        text = _MIDNIGHT.sub("", text)
        day = typed_date(text)
        if day is None:
            raise Unread("two_dates" if could_be_two(text) else "not_a_date", text=text)
        return day

    def _counted(self, number: float) -> date:
        """A day as spreadsheets count them."""
        if not 1 <= number < 100_000:
            raise Unread("not_a_date", text=f"{number:g}")
        return _DAY_ZERO[self._from_1904] + timedelta(days=int(number))


def as_text(raw: object) -> str:
    """One line, no-break spaces made plain, nothing invisible; a whole number without its point."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        raw = int(raw)
    text = unicodedata.normalize("NFC", str(raw).translate(_INVISIBLE).translate(_CONTROL))
    return " ".join(text.encode("utf-8", "ignore").decode().split())


def _short_enough(column: Column, text: str) -> str:
    if column.limit and len(text) > column.limit:
        raise Unread("too_long", limit=column.limit)
    return text


def _email(text: str) -> str:
    email = normal_email(text)
    if not EMAIL.fullmatch(email) or len(email) > EMAIL_LIMIT:
        raise Unread("not_an_email", text=text)
    return email


def _word(name: str, text: str) -> str:
    code = wording.codes(name).get(spelling_key(text), "")
    if not code:
        raise Unread("unknown_word", text=text, list=name)
    return code
