"""When a message that was put off is tried again."""

from datetime import timedelta

from tests.support.databases import NOW
from tracker.jobs.backoff import TRIES, next_try


def test_eight_tries_span_two_days():
    waits = [next_try(attempts, NOW) - NOW for attempts in range(1, TRIES)]
    assert TRIES == 8
    assert timedelta(hours=46) < sum(waits, timedelta()) < timedelta(hours=52)
    assert next_try(TRIES, NOW) is None


def test_messages_that_failed_together_do_not_come_back_together():
    assert len({next_try(3, NOW) for _ in range(20)}) > 10
