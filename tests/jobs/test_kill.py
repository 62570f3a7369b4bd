"""kill -9 at each point, on both databases: nothing lost, nothing doubled, doubts are listed."""

import os
import signal
from datetime import timedelta

import pytest
import time_machine

from tests.support.databases import NOW
from tests.support.mailbox import Step
from tracker import clock
from tracker.mail.maildir import MaildirWayOut

#: Starts processes, or lays the demonstration many times.
pytestmark = pytest.mark.slow


@pytest.fixture
def office(open_office, smtp_server):
    """On the real time, which the killed processes go by."""
    return open_office(TRACKER_SMTP_URL=smtp_server.url)


@pytest.fixture
def start(ticker, office):
    return lambda: ticker.start(office.environment, NOW.isoformat())


@pytest.fixture
def kill(ticker, start, smtp_server):
    """`kill(step)`: a process ticks, and is killed when it comes to that step."""

    def at(step):
        pause = smtp_server.pause(step)
        pid = start()
        pause.wait_until_reached()
        os.kill(pid, signal.SIGKILL)
        assert ticker.wait(pid) == -signal.SIGKILL
        pause.release()

    return at


def tick_after_the_lease(office):
    with time_machine.travel(clock.now() + timedelta(minutes=10), tick=True):
        return office.tick()


def deliveries(smtp_server):
    """How often each Message-ID arrived."""
    found = [mail.message["Message-ID"] for mail in smtp_server.received]
    return {name: found.count(name) for name in found}


@pytest.mark.parametrize("step", [Step.EHLO, Step.MAIL, Step.RCPT])
def test_killed_before_data_all_leave_once(office, smtp_server, kill, step):
    kill(step)
    assert not office.tick().messages.get("unknown")
    tick_after_the_lease(office)
    assert set(office.states().values()) == {"sent"}
    assert list(deliveries(smtp_server).values()) == [1, 1, 1]


@pytest.mark.parametrize("step", [Step.DATA, Step.CONTENT, Step.ACCEPTED])
def test_killed_once_data_began_the_message_is_held(office, smtp_server, kill, step):
    kill(step)
    report = tick_after_the_lease(office)
    assert report.messages == {"unknown": 1, "sent": 2}
    assert not tick_after_the_lease(office)
    held = [name for name, state in office.states().items() if state == "unknown"]
    assert len(held) == 1
    assert max(deliveries(smtp_server).values()) == 1
    assert office.message(held[0]).reason == "interrupted"


def test_two_processes_send_each_message_once(office, smtp_server, ticker, start):
    pids = [start() for _ in range(2)]
    assert [ticker.wait(pid) for pid in pids] == [0, 0]
    assert set(office.states().values()) == {"sent"}
    assert sorted(deliveries(smtp_server).values()) == [1, 1, 1]


def test_told_to_stop_before_data_it_lets_the_message_go(office, smtp_server, ticker, start):
    pause = smtp_server.pause(Step.MAIL)
    pid = start()
    pause.wait_until_reached()
    begun = clock.now()
    os.kill(pid, signal.SIGTERM)
    assert ticker.wait(pid) == 0
    assert clock.now() - begun < timedelta(seconds=5)
    pause.release()
    assert set(office.states().values()) == {"planned"}
    assert office.tick().messages == {"sent": 3}


def test_told_to_stop_during_data_it_ends_the_message_first(office, smtp_server, ticker, start):
    pause = smtp_server.pause(Step.ACCEPTED)
    pid = start()
    pause.wait_until_reached()
    os.kill(pid, signal.SIGTERM)
    pause.release()
    assert ticker.wait(pid) == 0
    assert sorted(office.states().values()) == ["planned", "planned", "sent"]


@pytest.mark.parametrize("there", [True, False])
def test_killed_while_it_is_put_in_the_folder_it_is_there_once(open_office, monkeypatch, there):
    office = open_office()
    put = MaildirWayOut.hand_over

    def die(self, content, message_id):
        if there:
            put(self, content, message_id)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(MaildirWayOut, "hand_over", die)
        with pytest.raises(KeyboardInterrupt):
            office.tick()
    tick_after_the_lease(office)
    assert set(office.states().values()) == {"deposited"}
    folder = office.app.config["TRACKER"].mail_folder
    assert len(list((folder / "new").iterdir())) == 3
