"""An app under gunicorn, as in production, and the processor time that its worker takes."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE_SECONDS = 30
#: One worker of eight threads: what is measured is one process.
_OPTIONS = ("--worker-class=gthread", "--workers=1", "--threads=8", "--keep-alive=30")


@dataclass(frozen=True)
class Served:
    """A running app: its port, and the process of its worker."""

    port: int
    worker: int

    def cpu_seconds(self) -> float:
        """Processor time of the worker so far, its own and the system's for it."""
        fields = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_SECONDS)


@contextmanager
def gunicorn(app: str, environment: Mapping[str, str]) -> Iterator[Served]:
    """`app` (module:name) served on a free port until the context ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", app, f"--bind=fd://{listening.fileno()}"]
        process = subprocess.Popen(
            [*command, *_OPTIONS, "--log-level=warning"],
            pass_fds=[listening.fileno()],
            env={**os.environ, **environment},
        )
    try:
        _wait(port, process)
        yield Served(port, _worker_of(process.pid))
    finally:
        process.terminate()
        process.wait(_PATIENCE_SECONDS)


def _wait(port: int, process: subprocess.Popen) -> None:
    """Until the first answer, whatever it is; the socket itself listens from the start."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except OSError as error:
        raise RuntimeError(f"gunicorn did not answer (exit {process.poll()})") from error
    finally:
        connection.close()


def _worker_of(master: int) -> int:
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return int(children[0])
