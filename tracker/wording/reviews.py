"""Words for review meetings: when, where, how one stands."""

from flask_babel import gettext as _

from tracker.queries.reviews import ReviewRow
from tracker.wording import dates, numbers


def title(row: ReviewRow, locale: str) -> str:
    """« 3e revue du plan »; "3rd review of the plan"."""
    which = numbers.ordinal(row.number, locale, feminine=True)
    return _("%(which)s revue du plan", which=which)


def state(code: str) -> str:
    """How a review stands."""
    return {
        "planned": _("Prévue"),
        "in_session": _("En cours"),
        "ended": _("Terminée"),
        "cancelled": _("Annulée"),
    }[code]


def when(row: ReviewRow, locale: str) -> str:
    """« lundi 11 mai 2026, de 14 h à 15 h »."""
    return _(
        "%(day)s, de %(start)s à %(end)s",
        day=dates.weekday_date(row.held_on, locale),
        start=dates.time_of_day(row.starts_at, locale),
        end=dates.time_of_day(row.ends_at, locale),
    )


def length(minutes: int) -> str:
    """« 45 min », « 1 h », « 1 h 30 min »: how long something lasts, alike in both languages."""
    hours, rest = divmod(max(0, minutes), 60)
    parts = [f"{hours}\N{NO-BREAK SPACE}h" if hours else ""]
    parts.append(f"{rest}\N{NO-BREAK SPACE}min" if rest or not hours else "")
    return "\N{NO-BREAK SPACE}".join(filter(None, parts))
