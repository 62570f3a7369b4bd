"""How many reminders of duty somebody gets: one a day at most, two in an ISO week.

A weekly mail is always sent; a reminder of its own day gives way to it. Briefs, questions asked at
once and the mail of an account do not count.
"""

from dataclasses import dataclass
from datetime import date, timedelta

A_WEEK = 2


@dataclass(frozen=True, slots=True)
class Had:
    """Reminders of duty that somebody had, or is about to: on the day, and in its ISO week."""

    on_day: int = 0
    in_week: int = 0


def refusal(had: Had, weekly_to_come: bool) -> str | None:
    """Why no reminder of its own day is sent: enough_today, enough_this_week; None: it is.

    `weekly_to_come`: a weekly mail leaves later in the same ISO week; room is kept for it.
    """
    if had.on_day:
        return "enough_today"
    return "enough_this_week" if had.in_week + weekly_to_come >= A_WEEK else None


def iso_week(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of the ISO week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
