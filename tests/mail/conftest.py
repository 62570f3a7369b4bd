"""The tiny plan, and the letters it makes."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.support.databases import TODAY
from tests.support.plan_builder import TinyPlan, lay_plan
from tracker.domain.slots import slot_of_week
from tracker.exchange.briefs import brief_for
from tracker.extensions import db
from tracker.mail.compose import Letter, compose
from tracker.mail.digests import digest_for
from tracker.mail.weeks import Week, week_of
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView

ZONE = ZoneInfo("America/Toronto")
ANSWER_BASE = "https://suivi.exemple.test/answer/Token0Token0Token0Token0Token0"


@pytest.fixture
def plan(open_app: Callable[..., Flask], sqlite_database: str, frozen: object) -> TinyPlan:
    """The tiny plan on SQLite: what is composed knows no database."""
    return lay_plan(open_app(sqlite_database))


@pytest.fixture
def view_on(plan: TinyPlan) -> Callable[..., PlanView]:
    """`view_on()`: the plan as of TODAY, or of another day."""

    def read(day: date = TODAY) -> PlanView:
        with plan.app.app_context():
            return read_plan_view(db.session, day)

    return read


@pytest.fixture
def week(view_on: Callable[..., PlanView]) -> Callable[[], Week]:
    return lambda: week_of(view_on())


@pytest.fixture
def letter_to(plan: TinyPlan, view_on: Callable[..., PlanView]) -> Callable[..., Letter]:
    """`letter_to("alice", locale="en")`: her mail of TODAY."""

    def write(name: str, locale: str = "fr") -> Letter:
        view = view_on()
        digest = digest_for(view, plan.people[name])
        assert digest is not None, f"no mail for {name}"
        with plan.app.app_context():
            return compose(
                view,
                digest,
                locale=locale,
                answer_base=ANSWER_BASE,
                public_url="https://suivi.exemple.test",
                next_slot=slot_of_week(date(2026, 4, 27), view.plan.slot_time, ZONE, view.calendar),
                zone=ZONE,
                brief=brief_for(db.session, view, ZONE) if digest.is_director else None,
            )

    return write


def plain(text: str) -> str:
    """`text` with ordinary spaces on one line, as it is read."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
