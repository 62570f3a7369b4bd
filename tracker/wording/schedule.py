"""The settings of the reminder in words: weekday, hour, quiet periods, closed days."""

from datetime import date, time

from flask_babel import gettext as _

from tracker.wording import dates


def weekday(number: int) -> str:
    """« lundi »: 0 is Monday."""
    words = (_("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"))
    return words[number]


def value(field: str, text: str, locale: str) -> str:
    """A value of the settings' history; empty where the field is none of theirs."""
    if not text:
        return ""
    if field == "own_day":
        return _("oui") if text == "yes" else _("non")
    if field == "weekday":
        return weekday(int(text))
    if field == "hour":
        return dates.time_of_day(time.fromisoformat(text), locale)
    if field == "closure":
        day, _space, name = text.partition(" ")
        return f"{dates.weekday_date(date.fromisoformat(day), locale)} ({name})"
    if field == "quiet":
        days, _space, name = text.partition(" ")
        starts_on, ends_on = map(date.fromisoformat, days.split("/"))
        return f"{interval(starts_on, ends_on, locale)} ({name})"
    return ""


def interval(starts_on: date, ends_on: date, locale: str) -> str:
    """« du 20 juillet 2026 au 31 juillet 2026 »; « le 20 juillet 2026 » for one day."""
    first, last = dates.long_date(starts_on, locale), dates.long_date(ends_on, locale)
    if starts_on == ends_on:
        return _("le %(day)s", day=first)
    return _("du %(first)s au %(last)s", first=first, last=last)
