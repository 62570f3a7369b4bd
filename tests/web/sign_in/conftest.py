"""Somebody with a password, and the ways in."""

from collections.abc import Callable
from functools import cache

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.plan_builder import TinyPlan
from tracker.domain.people import Person
from tracker.web.passwords import hashed

PASSWORD = "une phrase que je retiens"


@cache
def _hash() -> str:
    return hashed(PASSWORD)


@pytest.fixture
def password(plan: TinyPlan) -> str:
    """What alice and diane type to sign in."""
    for name in ("alice", "diane"):
        plan.edit(Person, plan.people[name], password_hash=_hash())
    return PASSWORD


@pytest.fixture
def try_in(press: Callable[..., TestResponse]) -> Callable[..., TestResponse]:
    """`try_in(client, "alice", "a password", next="/units")`: the sign-in form, sent."""

    def send(client: FlaskClient, name: str, typed: str, **fields: str) -> TestResponse:
        return press(client, "/sign-in", email=f"{name}@exemple.test", password=typed, **fields)

    return send


@pytest.fixture
def password_link(app: Flask, plan: TinyPlan) -> Callable[[str], str]:
    """`password_link("alice")`: the path of a new link, as the Bureau gives it."""

    def give(name: str) -> str:
        said = app.test_cli_runner().invoke(
            args=["people", "link", "--email", f"{name}@exemple.test"]
        )
        assert said.exit_code == 0, said.output
        return "/password/" + said.output.split("/password/")[1].strip()

    return give


@pytest.fixture
def is_in() -> Callable[[FlaskClient], bool]:
    """Whether the server knows the person of this browser."""
    return lambda client: client.get("/mine").status_code == 200
