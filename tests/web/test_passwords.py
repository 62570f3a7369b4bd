"""Passwords: what they cost to guess, and which ones are refused."""

import pytest
from argon2 import Type

from tracker import extensions
from tracker.web.passwords import weakness


def test_a_guess_costs_what_the_low_memory_recommendation_asks():
    """RFC 9106, section 4, second recommended option: 64 MiB, three passes, four lanes."""
    cost = extensions.hasher
    assert (cost.type, cost.memory_cost, cost.time_cost, cost.parallelism) == (
        Type.ID,
        64 * 1024,
        3,
        4,
    )


@pytest.fixture
def why(open_app, sqlite_database):
    """`why("a password")`: why it is refused to Élise Tremblay; "" where it may serve."""
    with open_app(sqlite_database).test_request_context(headers={"Accept-Language": "fr"}):
        yield lambda typed: weakness(typed, "Élise Tremblay", "etremblay@exemple.test")


@pytest.mark.parametrize(
    "typed", ["123456789012", "motdepasse12", "password1234", "azertyuiop12", "aaaaaaaaaaaa"]
)
def test_what_everybody_takes_is_refused(why, typed):
    assert "parmi les plus courants" in why(typed)


@pytest.mark.parametrize("typed", ["elise.tremblay", "Tremblay2026!", "ETREMBLAY@exemple.test"])
def test_what_is_made_of_ones_own_name_is_refused(why, typed):
    assert "fait de votre nom ou de votre adresse" in why(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "trois girafes sous le pont Jacques",
        "Tremblay aime trois girafes bleues",
        "ñandú-жираф-麒麟-kirin",
        "x" * 10 + "qV9 zt4 Lw2 pK7 " * 8,
    ],
)
def test_a_sentence_serves(why, typed):
    assert why(typed) == ""
