"""A commitment to vary: on track, due in two months, asked by nobody, on an open plan."""

from dataclasses import replace
from datetime import date

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.standing import Facts

#: Monday.
TODAY = date(2016, 4, 25)
#: Good Friday, Easter Monday, Patriots' day, national holiday.
CALENDAR = BusinessCalendar(
    [date(2016, 3, 25), date(2016, 3, 28), date(2016, 5, 23), date(2016, 6, 24)]
)
_USUAL = Facts(
    plan_state="approved",
    plan_ends_on=date(2017, 6, 30),
    milestone_withdrawn=False,
    has_lead=True,
    released=False,
    role="contributor",
    starts_on=date(2016, 1, 11),
    first_baseline=date(2016, 6, 30),
    baseline_due=date(2016, 6, 30),
    lead_forecast=date(2016, 6, 30),
    forecast=None,
    answer="on_track",
    answered_on=date(2016, 4, 18),
    done_on=None,
    postponements=0,
    help_wanted=False,
    asked_since=None,
    asked_last=None,
    reachable=True,
    question_open=False,
)


def facts(**changes: object) -> Facts:
    """The usual commitment with `changes`."""
    return replace(_USUAL, **changes)
