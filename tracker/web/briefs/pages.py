"""A brief, and the list of briefs, as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import g
from flask_login import current_user

from tracker import clock
from tracker.queries.briefs import BriefRow, WholeBrief
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.invited import sees_all
from tracker.wording import dates
from tracker.wording.brief_lines import Chapter, chapters
from tracker.wording.briefs import headline
from tracker.wording.spelled import capitalised


@dataclass(frozen=True, slots=True)
class Shown:
    """A brief in the reader's words. `made`: when it was written down; empty where it is not."""

    number: int | None
    day: str
    since: str
    made: str
    headline: str
    chapters: list[Chapter]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list. `before`: the number of the brief before it, if there is one."""

    number: int
    day: str
    headline: str
    before: int | None


def shown(brief: WholeBrief) -> Shown:
    """`brief` for who is signed in: a director reads « vous »."""
    hers = current_user.role == "director"
    zone = reading.settings().timezone
    return Shown(
        brief.number,
        capitalised(dates.weekday_date(brief.day, g.locale)),
        dates.short_weekday_date(brief.since, g.locale),
        dates.moment(brief.made_at, zone, g.locale) if brief.made_at else "",
        headline(brief.content, g.locale, hers),
        chapters(brief.content, g.locale, hers=hers, decisions=sees_all()),
    )


def listed(briefs: Sequence[BriefRow]) -> list[Listed]:
    """The newest first."""
    older = [brief.number for brief in briefs[1:]] + [None]
    return [
        Listed(
            brief.number,
            dates.weekday_date(brief.day, g.locale),
            brief.headline(g.locale),
            before,
        )
        for brief, before in zip(briefs, older, strict=True)
    ]


def first_day(view: PlanView) -> date | None:
    """The day of the first brief; None while the plan is not in force."""
    if view.plan is None or view.plan.state != "approved":
        return None
    return view.schedule(reading.settings().timezone).after(clock.now()).day
