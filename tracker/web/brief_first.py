"""On the day of a brief, a director who opens the tracker reads it first; then `/` is the board."""

from flask import request, session, url_for
from flask_login import current_user

from tracker.queries.plan_view import PlanView
from tracker.web import htmx

#: Number of the brief that was opened in this session.
_OPENED = "brief_opened"


def comes_first(view: PlanView) -> bool:
    """Whether this request for the board is led to today's brief: hers, and not opened yet."""
    plan = view.plan
    if current_user.role != "director" or plan is None or plan.brief_on != view.today:
        return False
    asks_for_the_map = bool(request.query_string) or htmx.asked()
    return not asks_for_the_map and session.get(_OPENED) != plan.brief_number


def address(view: PlanView) -> str:
    """Where today's brief is."""
    return url_for("briefs.page", number=view.plan.brief_number)


def opened(number: int) -> None:
    """The director has opened this brief. Kept in her cookie: a page that is shown writes nothing
    in the database."""
    if current_user.role == "director" and session.get(_OPENED) != number:
        session[_OPENED] = number
