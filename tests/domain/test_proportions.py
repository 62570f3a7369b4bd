"""Shares, margins and differences: what is said, and the same figures from statsmodels."""

from itertools import product

import pytest
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    proportions_ztest,
)

from tracker.domain.proportions import Share, change, spread

SHARES = (0.0, 0.01, 0.15, 0.39, 0.5, 0.8, 0.97, 1.0)
SIZES = (12, 99, 100, 502, 1900)
EFFECTS = (0.8, 1.0, 1.4, 2.5)
GRID = list(product(SHARES, SIZES, EFFECTS))
PAIRS = [
    (Share(p1, n1, d1), Share(p2, n2, d2))
    for (p1, n1, d1), (p2, n2, d2) in product(GRID[::3], GRID[::7])
]
CLOSE = {"abs": 1e-6, "rel": 0}


@pytest.mark.parametrize(("p", "n", "effect"), GRID)
def test_margin_and_interval_agree_with_statsmodels(p, n, effect):
    share = Share(p, n, effect)
    count, nobs = p * n / effect, n / effect

    low, high = proportion_confint(count, nobs, method="wilson")
    assert share.interval == pytest.approx((low, high), **CLOSE)
    # statsmodels clips the normal interval to 0 and 1: its untouched side is the margin.
    low, high = proportion_confint(count, nobs, method="normal")
    clipped = low if p > 0.5 else high
    if 0 < clipped < 1:
        assert share.margin == pytest.approx(abs(clipped - p), **CLOSE)


def test_difference_and_its_interval_agree_with_statsmodels():
    assert len(PAIRS) > 1000
    for before, after in PAIRS:
        found = change(before, after)
        n1, n2 = before.effective, after.effective
        low, high = confint_proportions_2indep(
            after.p * n2, n2, before.p * n1, n1, method="newcomb", compare="diff"
        )
        assert (found.low, found.high) == pytest.approx((low, high), **CLOSE)
        if (before.p, after.p) in {(0, 0), (1, 1)}:
            assert (found.z, found.p_value) == (0, 1)
            continue
        z, p_value = proportions_ztest([after.p * n2, before.p * n1], [n2, n1])
        assert (found.z, found.p_value) == pytest.approx((z, p_value), **CLOSE)


def test_80_to_82_of_1900_is_no_change_and_39_to_44_is_one():
    calm = change(Share(0.80, 1900), Share(0.82, 1900))
    assert (calm.direction, calm.significant) == ("none", False)

    up = change(Share(0.39, 1900), Share(0.44, 1900))
    assert up.direction == "up"
    assert [round(100 * figure) for figure in (up.difference, up.low, up.high)] == [5, 2, 8]
    assert change(Share(0.44, 1900), Share(0.39, 1900)).direction == "down"


def test_a_design_effect_makes_the_same_difference_unsure():
    assert change(Share(0.39, 1900, 3), Share(0.44, 1900, 3)).direction == "none"


def test_nothing_is_significant_that_the_interval_does_not_confirm():
    for before, after in PAIRS:
        found = change(before, after)
        if found.significant:
            assert found.low > 0 or found.high < 0


def test_margin_is_not_said_near_the_ends_of_a_small_sample():
    assert not Share(1.0, 40).margin_holds
    assert Share(1.0, 40).interval[0] < 0.95
    assert Share(0.8, 1900).margin_holds
    assert round(100 * Share(0.8, 1900).margin, 1) == 1.8


@pytest.mark.parametrize(
    ("p", "n", "effect"), [(1.2, 10, 1), (-0.1, 10, 1), (0.5, 0, 1), (0.5, 9, 0)]
)
def test_what_cannot_be_is_refused(p, n, effect):
    with pytest.raises(ValueError, match="a share is"):
        Share(p, n, effect)


def test_spread_counts_every_unit_once():
    found = spread([60, 70, 95])
    assert (found.count, found.mean, found.low, found.high, found.gap) == (3, 75, 60, 95, 35)
    assert round(found.deviation, 2) == 14.72
    assert spread([60]) is None
