"""The director, and commitments that one unit alone has made."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.support.pages import read_html
from tests.support.plan_builder import TinyPlan


@pytest.fixture
def diane(as_person: Callable[[str], FlaskClient]) -> FlaskClient:
    """The director."""
    return as_person("diane")


@pytest.fixture
def promise(plan: TinyPlan) -> Callable[..., int]:
    """`promise(due=…)`: a milestone with Verdun as its lead and nobody besides."""

    def make(unit: str = "verdun", **told: object) -> int:
        return plan.commitment(unit, lead=unit, **told)

    return make


@pytest.fixture
def figures(diane: FlaskClient) -> Callable[[], str]:
    """`figures()`: the words of the four figures, as the director reads them."""

    def shown() -> str:
        html = diane.get("/").get_data(as_text=True)
        start = html.index('<nav class="figures"')
        return read_html(html[start : html.index("</nav>", start)].replace("</", " </")).text

    return shown
