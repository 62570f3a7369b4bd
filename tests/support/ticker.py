"""Real processes that tick, cheap to start: one imports the product and forks the others.

`python -m tests.support.ticker` reads a JSON line per order and answers each with a line.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Ticker:
    """Starts processes that run one tick each; each may be killed at any point."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.ticker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, environment: dict[str, str], at: str) -> int:
        """Run `flask tick --once --at` with these TRACKER_* settings; the process's id."""
        return self._order(environment=environment, at=at)

    def wait(self, pid: int) -> int:
        """Wait for its end; its exit code, negative when a signal ended it."""
        return self._order(wait=pid)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _order(self, **order: object) -> int:
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


def _serve() -> None:
    from tests.support.databases import keep_templates
    from tracker.app import create_app
    from tracker.jobs.cli.tick import cli
    from tracker.mail import compose as _warm  # noqa: F401 - imported for its time

    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            status = os.waitpid(order["wait"], 0)[1]
            answer = os.waitstatus_to_exitcode(status)
        elif (answer := os.fork()) == 0:
            os.dup2(2, 1)
            app = create_app(order["environment"])
            keep_templates(app)
            with app.app_context():
                cli.main(["--once", "--at", order["at"]])
        print(answer, flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    _serve()
