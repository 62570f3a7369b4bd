"""A milestone of a view as a row of a timeline."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _

from tracker.queries.milestone_facts import first_baseline, is_done, milestone_due
from tracker.queries.plan_rows import MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web.timelines import Track
from tracker.wording import dates, naming, numbers


def track_of(
    view: PlanView,
    milestone: MilestoneRow,
    locale: str,
    likely: tuple[date, date] | None = None,
) -> Track:
    """One milestone as a timeline draws it. `likely`: `web/forecasts.py: likely`."""
    title = naming.milestone_title(milestone, locale)
    done, lead = is_done(view, milestone), view.lead_of(milestone.id)
    label = _label(view, milestone, done, locale)
    return Track(
        code=milestone.code,
        title=title.text,
        lang=title.lang,
        href=url_for("milestones.page", milestone_id=milestone.id),
        starts=milestone.starts_on,
        baseline=first_baseline(view, milestone),
        due=milestone_due(view, milestone),
        done=done,
        late=bool(lead and not done and view.days_late(lead)),
        label=label,
        name=f"{milestone.code} {label}, {title.text}",
        likely=likely,
    )


def _label(view: PlanView, milestone: MilestoneRow, done: bool, locale: str) -> str:
    """« +34 j. o., 3 juin »; the slip alone once done, the date alone where nothing slipped."""
    lead = view.lead_of(milestone.id)
    day = dates.short_date(milestone_due(view, milestone), locale, view.today)
    days = view.slippage(lead) if lead else 0
    if days <= 0:
        return day
    slip = _("+%(n)s j. o.", n=numbers.number(days, locale))
    return slip if done else f"{slip}, {day}"
