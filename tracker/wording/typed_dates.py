"""Dates as people type them where the browser offers no calendar."""

import re
from datetime import date

from tracker.domain.units import spelling_key

_MONTHS = {
    spelling_key(name): number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "January February March April May June July August September October November December",
    )
    for number, name in enumerate(names.split(), start=1)
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_FRENCH = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er)? ([^\W\d]+)\.? (\d{4})", re.IGNORECASE)
_ENGLISH = re.compile(r"(?:[a-z]+,? )?([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.I)


def typed_date(text: str) -> date | None:
    """The day written as 2016-06-03, 25/04/2016, « 3 juin 2016 » or "June 3, 2016"; None if it is
    no date, or could be two."""
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        return _day(*(int(part) for part in found.groups()))
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        # 03/06/2016 is two days to two people: it is not guessed.
        return _day(year, month, day) if day > 12 or day == month else None
    if found := _FRENCH.fullmatch(text):
        day, name, year = found.groups()
        return _day(int(year), _month(name), int(day))
    if found := _ENGLISH.fullmatch(text):
        name, day, year = found.groups()
        return _day(int(year), _month(name), int(day))
    return None


def could_be_two(text: str) -> bool:
    """Whether `text` is written 03/06/2016: two days, to two people."""
    found = _DAY_FIRST.fullmatch(" ".join(text.split()))
    return bool(found) and typed_date(text) is None and max(map(int, found.groups()[:2])) <= 12


def _month(name: str) -> int:
    """Its number, by the whole name or its beginning (« juil. », "Sept."); 0 if unknown."""
    key = spelling_key(name)
    if key in _MONTHS:
        return _MONTHS[key]
    starts = {number for month, number in _MONTHS.items() if len(key) > 2 and month.startswith(key)}
    return starts.pop() if len(starts) == 1 else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
