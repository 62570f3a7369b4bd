"""The director and briefs kept on the days that a test names."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.databases import TODAY
from tests.support.plan_builder import TinyPlan
from tracker.domain.revision import mark
from tracker.exchange.briefs import keep_brief
from tracker.extensions import db
from tracker.queries.plan_parts import read_base

ZONE = ZoneInfo("America/Toronto")


@pytest.fixture
def diane(as_person: Callable[[str], FlaskClient]) -> FlaskClient:
    """The director."""
    return as_person("diane")


@pytest.fixture
def keep(app: Flask, plan: TinyPlan) -> Callable[..., int]:
    """`keep()`: the brief of TODAY, or of another day, from the plan as it is now; its number."""

    def make(day: date = TODAY) -> int:
        with app.app_context():
            at = datetime.combine(day, time(8), ZONE)
            number = keep_brief(db.session, read_base(db.session, day), ZONE, at)
            mark(db.session)
            db.session.commit()
            return number

    return make


def h1(html: str) -> str:
    """The headline of a page, in plain words."""
    found = re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)
    assert found, "the page has no headline"
    return " ".join(found[1].replace("\N{NO-BREAK SPACE}", " ").split())
