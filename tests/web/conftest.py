"""The tiny plan, and who comes to it."""

import re
from collections.abc import Callable, Iterator

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.plan_builder import TinyPlan, lay_plan, sign_in
from tracker.web import passwords


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Passwords cost next to nothing here; what they cost the city has a test of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", PasswordHasher.from_parameters(CHEAPEST))
        yield


@pytest.fixture
def plan(app: Flask, frozen: object) -> TinyPlan:
    """The tiny plan, on SQLite then on PostgreSQL."""
    return lay_plan(app)


@pytest.fixture
def as_person(app: Flask, plan: TinyPlan) -> Callable[[str], FlaskClient]:
    """`as_person("alice")`: a browser where she is signed in."""

    def enter(name: str) -> FlaskClient:
        client = app.test_client()
        sign_in(app, client, plan.people[name])
        return client

    return enter


@pytest.fixture
def alice(as_person: Callable[[str], FlaskClient]) -> FlaskClient:
    """Principal contact of Verdun."""
    return as_person("alice")


@pytest.fixture
def press() -> Callable[..., TestResponse]:
    """`press(client, path, **fields)`: a POST with the token of the page it comes from."""

    def send(client: FlaskClient, path: str, **fields: str) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)[1]
        return client.post(path, data={"csrf_token": token} | fields)

    return send
