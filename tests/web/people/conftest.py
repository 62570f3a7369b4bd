"""Who keeps people current: the coordination and the administration, each in a browser."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.support.plan_builder import TinyPlan
from tracker.domain.people import Person


@pytest.fixture
def emile(as_person: Callable[[str], FlaskClient]) -> FlaskClient:
    """The coordination, signed in."""
    return as_person("emile")


@pytest.fixture
def administration(plan: TinyPlan, as_person: Callable[[str], FlaskClient]) -> FlaskClient:
    """charlie, who administers the tool, signed in."""
    plan.edit(Person, plan.people["charlie"], role="administrator")
    return as_person("charlie")
