"""Dates and times as people write them in Québec. `locale` is "fr" or "en".

A day and its month, and the parts of an hour, are kept on one line by no-break spaces.
French follows the Office québécois de la langue française (3 juin 2016, 1er août, 14 h 30),
which Babel's fr_CA does not. Any other locale raises KeyError.
"""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

NBSP = "\N{NO-BREAK SPACE}"


def _names(fr: str, en: str) -> dict[str, tuple[str, ...]]:
    return {"fr": tuple(fr.split()), "en": tuple(en.split())}


_MONTHS = _names(
    fr="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    en="January February March April May June July August September October November December",
)
_SHORT_MONTHS = _names(
    fr="janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    en="Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.",
)
_WEEKDAYS = _names(
    fr="lundi mardi mercredi jeudi vendredi samedi dimanche",
    en="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
_AFTER_WEEKDAY = {"fr": " ", "en": ", "}
_BEFORE_YEAR = {"fr": " ", "en": ", "}


def long_date(d: date, locale: str) -> str:
    """« 3 juin 2016 », « 1er août 2016 »; "June 3, 2016"."""
    return _with_year(d, locale)


def short_date(d: date, locale: str, today: date) -> str:
    """« 3 juin » in the year of `today`, with its year in any other."""
    return _day(d, locale) if d.year == today.year else _with_year(d, locale)


@lru_cache(4096)
def weekday_date(d: date, locale: str) -> str:
    """« lundi 25 avril 2016 »; "Monday, April 25, 2016"."""
    return _WEEKDAYS[locale][d.weekday()] + _AFTER_WEEKDAY[locale] + _with_year(d, locale)


@lru_cache(4096)
def short_weekday_date(d: date, locale: str) -> str:
    """« lundi 25 avril »; "Monday, April 25"."""
    return _WEEKDAYS[locale][d.weekday()] + _AFTER_WEEKDAY[locale] + _day(d, locale)


def month(d: date, locale: str) -> str:
    """« avril 2016 »; "April 2016"."""
    return f"{_MONTHS[locale][d.month - 1]} {d.year}"


def short_month(d: date, locale: str) -> str:
    """« juil. 2015 »; "July 2015", "Sept. 2015"."""
    return f"{_SHORT_MONTHS[locale][d.month - 1]} {d.year}"


@lru_cache(2048)
def time_of_day(t: time, locale: str) -> str:
    """« 9 h », « 14 h 30 »; "9 a.m.", "2:30 p.m.". Seconds are left out."""
    if locale == "en":
        minutes = f":{t.minute:02}" if t.minute else ""
        return f"{t.hour % 12 or 12}{minutes}{NBSP}{'a.m.' if t.hour < 12 else 'p.m.'}"
    if locale == "fr":
        return f"{t.hour}{NBSP}h" + (f"{NBSP}{t.minute:02}" if t.minute else "")
    raise KeyError(locale)


@lru_cache(4096)
def moment(at_utc: datetime, zone: ZoneInfo, locale: str) -> str:
    """« 25 avril 2016, 8 h 12 »: the instant `at_utc` on the clocks of `zone`.

    Raises ValueError if `at_utc` carries no zone.
    """
    if at_utc.tzinfo is None:
        raise ValueError("an instant without zone cannot be told")
    local = at_utc.astimezone(UTC).astimezone(zone)
    return f"{_with_year(local.date(), locale)}, {time_of_day(local.time(), locale)}"


@lru_cache(4096)
def _day(d: date, locale: str) -> str:
    name = _MONTHS[locale][d.month - 1]
    if locale == "en":
        return f"{name}{NBSP}{d.day}"
    return f"{'1er' if d.day == 1 else d.day}{NBSP}{name}"


@lru_cache(4096)
def _with_year(d: date, locale: str) -> str:
    return f"{_day(d, locale)}{_BEFORE_YEAR[locale]}{d.year}"
