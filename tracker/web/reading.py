"""The current plan for this request, and pages kept while nothing they show has changed."""

from collections.abc import Callable, Hashable
from datetime import date, datetime
from typing import TypeVar

from flask import current_app, g
from markupsafe import Markup

from tracker import clock
from tracker.config import Config
from tracker.extensions import db
from tracker.queries.bureau import BureauRow, read_bureau
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView
from tracker.queries.revision import read_revision
from tracker.web.access import may

T = TypeVar("T")


def settings() -> Config:
    """The settings of this process, with those that the Bureau chose on its pages."""
    own = current_app.config["TRACKER"]
    if g.get("without_database"):
        return own
    if "settings" not in g:
        g.settings = bureau().over(own)
    return g.settings


def bureau() -> BureauRow:
    """What the Bureau chose on its pages: one statement when something changed."""
    if "bureau" not in g:
        memo = current_app.extensions["memo"]
        g.bureau = memo.get(("bureau", _revision()[0]), lambda: read_bureau(db.session))
    return g.bureau


def today() -> date:
    """The day at the Bureau."""
    return clock.today(settings().timezone)


def view() -> PlanView:
    """The current plan today: one statement when nothing changed, eleven when something did."""
    if "view" not in g:
        revision, day = _revision(), today()
        g.view = current_app.extensions["memo"].get(
            ("view", revision[0], day), lambda: read_plan_view(db.session, day, revision)
        )
    return g.view


def view_of(plan_id: int) -> PlanView:
    """That plan today, the current one or not; its `plan` is None where there is none."""
    revision, day = _revision(), today()
    return current_app.extensions["memo"].get(
        ("view", revision[0], day, plan_id),
        lambda: read_plan_view(db.session, day, revision, plan_id),
    )


def forget_view() -> None:
    """Read the plan again after a write of this very request."""
    for name in ("view", "revision", "bureau", "settings"):
        g.pop(name, None)


def _revision() -> tuple[int, datetime]:
    if "revision" not in g:
        g.revision = read_revision(db.session)
    return g.revision


def remembered(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, read once a revision of the database: rows that depend on no day and on
    nobody."""
    whole = ("rows", _revision()[0], key)
    return current_app.extensions["memo"].get(whole, read)


def kept(key: Hashable, render: Callable[[], str]) -> Markup:
    """HTML that depends on the database's revision, the day, the language and `key` only; and on
    whether its reader edits the plan, who is told which translations are to review."""
    seen = view()
    whole = ("html", seen.revision, seen.today, g.locale, may("plan:edit"), key)
    return Markup(current_app.extensions["memo"].get(whole, render))
