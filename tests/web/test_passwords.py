"""Passwords: what they cost to guess, and which ones are refused."""

from argon2 import Type

from tracker import extensions


def test_a_guess_costs_what_the_low_memory_recommendation_asks():
    """RFC 9106, section 4, second recommended option: 64 MiB, three passes, four lanes."""
    cost = extensions.hasher
    assert (cost.type, cost.memory_cost, cost.time_cost, cost.parallelism) == (
        Type.ID,
        64 * 1024,
        3,
        4,
    )
