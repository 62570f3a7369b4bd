"""Time to decision, when a decision is overdue, when it makes a mail go."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.facts import CALENDAR, TODAY
from tracker.domain.decisions import calls_for_mail, days_awaited, is_overdue

TAKEN = datetime(2016, 4, 20, 15, tzinfo=UTC)


def test_the_time_to_decision_counts_business_days():
    assert days_awaited(date(2016, 4, 18), date(2016, 4, 25), CALENDAR) == 5
    assert days_awaited(date(2016, 3, 24), date(2016, 3, 29), CALENDAR) == 1
    assert days_awaited(TODAY, TODAY, CALENDAR) == 0


@pytest.mark.parametrize(
    ("due", "overdue"),
    [
        (date(2016, 4, 26), False),
        (date(2016, 4, 25), False),
        # A Saturday counts as the Monday after.
        (date(2016, 4, 23), False),
        (date(2016, 4, 22), True),
    ],
)
def test_a_decision_is_overdue_after_its_day(due, overdue):
    assert is_overdue(due, TODAY, CALENDAR) is overdue


@pytest.mark.parametrize(
    ("told_at", "overdue", "calls"),
    [
        (None, False, True),
        (TAKEN - timedelta(days=2), False, True),
        (TAKEN + timedelta(days=2), False, False),
        (TAKEN + timedelta(days=2), True, True),
        (None, True, True),
    ],
)
def test_a_mail_goes_until_its_owner_was_told_and_while_it_is_overdue(told_at, overdue, calls):
    assert calls_for_mail(TAKEN, told_at, overdue=overdue) is calls
