"""The illustrative plan moved to the present: whole weeks, so that the seasons stay true."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.exchange.plan_lines import PlanLine

#: The year of the illustrative plan in which the present is put.
STORY_YEAR = 2016
PLAN_STARTS, PLAN_ENDS = date(2015, 7, 3), date(2017, 6, 30)
_YEAR = re.compile(r"\b201[4-7]\b")


@dataclass(frozen=True, slots=True)
class Move:
    """How far dates and years of the illustrative plan are moved."""

    days: timedelta
    years: int

    def date(self, day: date) -> date:
        return day + self.days

    def text(self, text: str) -> str:
        """`text` with its years moved: « hiver 2015-2016 » becomes « hiver 2025-2026 »."""
        return _YEAR.sub(lambda found: str(int(found[0]) + self.years), text)

    def line(self, line: PlanLine) -> PlanLine:
        return replace(
            line,
            title_fr=self.text(line.title_fr),
            title_en=self.text(line.title_en),
            starts_on=self.date(line.starts_on),
            due=self.date(line.due),
        )


def move_to(today: date) -> Move:
    """The move that puts `today` in its own calendar week of 2016 (week 52 for a week 53)."""
    year, week, _weekday = today.isocalendar()
    monday = today - timedelta(days=today.weekday())
    there = date.fromisocalendar(STORY_YEAR, min(week, 52), 1)
    return Move(monday - there, year - STORY_YEAR)
