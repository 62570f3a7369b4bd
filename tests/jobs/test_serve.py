"""`flask serve`: two processes that start and end together."""

import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.support.ticker import ROOT

#: Starts processes, or lays the demonstration many times.
pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 60


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def serving(sqlite_database, tmp_path, port):
    """`serving()`: the product starts on `port`; its process."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")
    }
    started = []

    def start(**settings):
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
            cwd=ROOT,
            env=environment
            | {
                "TRACKER_DATABASE_URL": sqlite_database,
                "TRACKER_INSTANCE": str(tmp_path / "instance"),
                "PORT": str(port),
            }
            | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def welcomed(process):
    """What it says once it is ready."""
    lines = []
    while "Ctrl-C stops" not in "".join(lines[-1:]):
        line = process.stdout.readline()
        assert line, "".join(lines)
        lines.append(line)
    return "".join(lines)


def test_it_knows_itself_ready_under_a_public_address(serving):
    told = welcomed(serving(TRACKER_PUBLIC_URL="https://suivi.ville.example"))
    assert "Suivi est prêt" in told


def children_of(process):
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def test_a_new_database_is_filled_served_and_stopped(serving, port):
    process = serving()
    told = welcomed(process)
    assert f"http://127.0.0.1:{port}" in told
    assert "« Directrice »" in told
    asking = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    asking.request("GET", "/sign-in")
    page = asking.getresponse()
    assert page.status == 200
    assert "Directrice" in page.read().decode()
    children = children_of(process)
    assert len(children) == 2

    second = serving()
    refused, _ = second.communicate(timeout=PATIENCE_SECONDS)
    assert second.returncode == 1
    assert f"Le port {port} est déjà pris" in refused

    process.send_signal(signal.SIGINT)
    # The connection is still open: a browser's often is.
    assert process.wait(5) == 0
    asking.close()
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_when_one_of_the_two_dies_the_other_ends_too(serving):
    process = serving()
    welcomed(process)
    children = children_of(process)
    os.kill(children[-1], signal.SIGKILL)
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert "L’horloge des relances a pris fin" in said
    with pytest.raises(ProcessLookupError):
        os.kill(children[0], 0)
