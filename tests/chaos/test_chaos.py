"""The short version of the chaos: `make chaos` runs the long one."""

import pytest

from tests.chaos.run import Wanted, run_chaos

#: Starts processes, and waits for those that were killed.
pytestmark = pytest.mark.slow

SHORT = Wanted(messages=40, kills=12, pauses=2, processes=3, recipients=40, seconds=120)


@pytest.fixture
def outcome(database, tmp_path):
    return run_chaos(database, tmp_path, SHORT)


def test_whatever_is_killed_no_mail_is_lost_silently_and_none_is_doubled(outcome):
    table = outcome.table()
    assert outcome.planned == outcome.expected == SHORT.messages, table
    assert (outcome.lost, outcome.doubled, outcome.told_wrong) == (0, 0, 0), table
    assert outcome.accepted >= SHORT.messages / 2, table
    assert outcome.kills >= SHORT.kills / 2, table
    assert outcome.pauses == SHORT.pauses, table
