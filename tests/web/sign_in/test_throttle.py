"""POST /sign-in, too often: by account, by network address, for fifteen minutes."""

from datetime import timedelta
from threading import Thread

import pytest

from tests.support.pages import read
from tracker.extensions import db
from tracker.web import passwords, throttle

SENTENCE = "Trop d’essais. Attendez quinze minutes, ou écrivez à la coordination du Bureau."


@pytest.fixture
def failed(app):
    """`failed(times, account, address)`: as many sign-ins that did not work."""

    def note(times, account, address):
        with app.app_context():
            for _ in range(times):
                assert throttle.admit(db.session, account, address)

    return note


def test_the_sixth_attempt_on_an_account_waits_fifteen_minutes(
    client, frozen, password, failed, try_in, is_in
):
    failed(4, "alice@exemple.test", "10.0.0.9")
    assert try_in(client, "alice", "autre chose").status_code == 422

    refused = try_in(client, "alice", password)
    assert refused.status_code == 429
    assert SENTENCE in read(refused).text
    assert try_in(client, "diane", password).status_code == 303

    frozen.shift(timedelta(minutes=15, seconds=30))
    assert try_in(client, "alice", password).status_code == 303


def test_being_turned_away_does_not_make_the_wait_longer(client, frozen, password, failed, try_in):
    failed(5, "alice@exemple.test", "10.0.0.9")
    frozen.shift(timedelta(minutes=14))
    assert try_in(client, "alice", password).status_code == 429
    frozen.shift(timedelta(minutes=1, seconds=30))
    assert try_in(client, "alice", password).status_code == 303


def test_an_address_of_the_network_may_fail_thirty_times(client, frozen, password, failed, try_in):
    for number in range(6):
        failed(5, f"p{number}@exemple.test", "127.0.0.1")
    refused = try_in(client, "alice", password)
    assert refused.status_code == 429
    assert SENTENCE in read(refused).text

    frozen.shift(timedelta(minutes=15, seconds=30))
    assert try_in(client, "alice", password).status_code == 303


def test_a_sign_in_that_works_clears_what_failed_before(client, password, failed, try_in):
    failed(4, "alice@exemple.test", "127.0.0.1")
    assert try_in(client, "alice", password).status_code == 303
    failed(5, "alice@exemple.test", "127.0.0.1")


def test_attempts_made_at_once_count_while_their_passwords_are_checked(
    app, plan, try_in, monkeypatch
):
    """Each is sent while the one before it is being checked; none holds the database meanwhile."""
    answers = []

    def attempt():
        answers.append(try_in(app.test_client(), "alice", "autre chose").status_code)

    def check(_stored, _typed):
        another = Thread(target=attempt)
        another.start()
        another.join()
        return False

    monkeypatch.setattr(passwords, "matches", check)
    attempt()
    assert answers == [429] + [422] * throttle.PER_ACCOUNT
