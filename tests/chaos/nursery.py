"""Starts processes that tick until they are killed: one imports the product and forks the others.

`python -m tests.chaos.nursery` reads a JSON line per order and answers each with one.
"""

import json
import mmap
import os
import signal
import struct
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Seconds between two looks of one process.
_REST = 0.15


class SharedClock:
    """The time of every process of the chaos: the machine's, moved by what a file says."""

    def __init__(self, path: Path) -> None:
        path.touch()
        if path.stat().st_size < 8:
            path.write_bytes(struct.pack("d", 0.0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 8)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=struct.unpack("d", self._shared[:8])[0])

    def set(self, instant: datetime) -> None:
        """It is `instant` from now on, for everybody."""
        moved = (instant - datetime.now(UTC)).total_seconds()
        self._shared[:8] = struct.pack("d", moved)


class Nursery:
    """`environment`: TRACKER_* of all processes; `others`: what some have instead."""

    def __init__(self, environment: dict[str, str], folder: Path, mean: float) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"SSL_CERT_FILE": str(folder / "cert")},
            text=True,
        )
        self._ask(environment=environment, folder=str(folder), mean=mean)

    def start(self, seed: int, smtp_url: str) -> int:
        """A process that mails through `smtp_url`; its id."""
        return self._ask(seed=seed, smtp_url=smtp_url)

    def reap(self) -> dict[int, int]:
        """Exit codes of the processes that ended since, by their ids."""
        return {int(pid): code for pid, code in self._ask(reap=True).items()}

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _ask(self, **order: object):
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())


def _serve() -> None:
    from tests.support.databases import keep_templates
    from tracker.app import create_app
    from tracker.mail import compose as _warm  # noqa: F401 - imported for its time

    told = json.loads(sys.stdin.readline())
    folder = Path(told["folder"])
    apps = {}
    _tell(True)
    for line in sys.stdin:
        order = json.loads(line)
        if "reap" in order:
            _tell(_ended())
            continue
        url = order["smtp_url"]
        if url not in apps:
            apps[url] = create_app(told["environment"] | {"TRACKER_SMTP_URL": url})
            keep_templates(apps[url])
        if (pid := os.fork()) == 0:
            sys.stdin.close()
            os.dup2(2, 1)
            _work(apps[url], folder, order["seed"], told["mean"])
            os._exit(0)
        _tell(pid)


def _work(app, folder: Path, seed: int, mean: float) -> None:
    """Tick as `flask tick` does, on the shared clock, until told to stop or dead."""
    from sqlalchemy.exc import OperationalError

    from tests.chaos.points import Fuse, lay
    from tracker import clock
    from tracker.jobs.stop import Stop
    from tracker.jobs.tick import run_once

    clock.now = SharedClock(folder / "clock").now
    lay(Fuse(seed, mean, str(folder / "killed")))
    stop = Stop()
    signal.signal(signal.SIGTERM, lambda *_: stop.ask())
    while not stop.asked():
        try:
            run_once(app, stop=stop)
        except OperationalError as error:
            sys.stderr.write(f"{error}\n")
        time.sleep(_REST)


def _ended() -> dict[int, int]:
    found = {}
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if not pid:
            return found
        found[pid] = os.waitstatus_to_exitcode(status)


def _tell(answer: object) -> None:
    print(json.dumps(answer), flush=True)  # noqa: T201 - the conductor reads it


if __name__ == "__main__":
    _serve()
