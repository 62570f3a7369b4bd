"""Business days: Monday to Friday less the closures handed in.

bd(a, b] excludes a and includes b; a date on a closed day counts as the next open day.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)


class BusinessCalendar:
    """The open and closed days of the Bureau."""

    def __init__(self, closures: Iterable[date] = ()) -> None:
        """`closures`: days on which the offices are closed; week-ends need not be among them."""
        weekdays = {day for day in closures if day.weekday() < 5}
        self._closed = frozenset(weekdays)
        self._ordinals = sorted(day.toordinal() for day in weekdays)
        self._next_open = lru_cache(maxsize=4096)(self._find_next_open)
        self.between = lru_cache(maxsize=65536)(self._between)

    def closed_besides(self, days: Iterable[date]) -> "BusinessCalendar":
        """This calendar with more closed days."""
        return BusinessCalendar((*self._closed, *days))

    def is_open(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self._closed

    def next_open(self, day: date) -> date:
        """`day` if it is open, else the first open day after it."""
        return self._next_open(day)

    def _between(self, start: date, end: date) -> int:
        """Business days in (start, end]; negative when end comes before start."""
        start, end = self.next_open(start), self.next_open(end)
        if end < start:
            return -self._between(end, start)
        first, last = start.toordinal(), end.toordinal()
        closed = bisect_right(self._ordinals, last) - bisect_right(self._ordinals, first)
        return _weekdays_up_to(last) - _weekdays_up_to(first) - closed

    def add(self, day: date, count: int) -> date:
        """The open day that comes `count` business days after `day` (before it, if negative)."""
        day = self.next_open(day)
        step = _DAY if count >= 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            if self.is_open(day):
                left -= 1
        return day

    def _find_next_open(self, day: date) -> date:
        while not self.is_open(day):
            day += _DAY
        return day


def _weekdays_up_to(ordinal: int) -> int:
    """Mondays to Fridays among the days 1..ordinal (day 1 of the calendar is a Monday)."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)
