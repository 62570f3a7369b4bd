"""The current plan for this request, and pages kept while nothing they show has changed."""

from collections.abc import Callable, Hashable
from datetime import date

from flask import current_app, g
from markupsafe import Markup

from tracker import clock
from tracker.config import Config
from tracker.extensions import db
from tracker.queries.plan_view import PlanView, read_plan_view, read_revision


def settings() -> Config:
    """The settings of this process."""
    return current_app.config["TRACKER"]


def today() -> date:
    """The day at the Bureau."""
    return clock.today(settings().timezone)


def view() -> PlanView:
    """The current plan today: one statement when nothing changed, seven when something did."""
    if "view" not in g:
        revision = read_revision(db.session)
        day = today()
        g.view = current_app.extensions["memo"].get(
            ("view", revision[0], day), lambda: read_plan_view(db.session, day, revision)
        )
    return g.view


def forget_view() -> None:
    """Read the plan again after a write of this very request."""
    g.pop("view", None)


def kept(key: Hashable, render: Callable[[], str]) -> Markup:
    """HTML that depends on the database's revision, the day, the language and `key` only."""
    seen = view()
    whole = ("html", seen.revision, seen.today, g.locale, key)
    return Markup(current_app.extensions["memo"].get(whole, render))
