"""The current plan on another day than today, kept like today's."""

from datetime import date

from flask import current_app

from tracker.extensions import db
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView
from tracker.web import reading


def plan_on(day: date) -> PlanView:
    """The plan as its rules would see it on `day`, if nobody answered until then."""
    seen = reading.view()
    if day == seen.today:
        return seen
    known = (seen.revision, seen.revised_at)
    return current_app.extensions["memo"].get(
        ("view", seen.revision, day), lambda: read_plan_view(db.session, day, known)
    )
