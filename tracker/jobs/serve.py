"""What `make run` starts: the web server and the reminder clock, side by side, ended together."""

import http.client
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from urllib.parse import urlsplit

import click
from flask import Flask

from tracker.jobs.stop import Stop

#: Seconds left to both processes to end by themselves.
PATIENCE = 4.5
#: Seconds within which the web server must answer.
READY_WITHIN = 60
_PR_SET_PDEATHSIG = 1


class ServeError(Exception):
    """Why serving cannot begin, or ended, in one sentence."""


def take_port(port: int) -> socket.socket:
    """A socket that listens on this computer only. Raises ServeError when the port is taken."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=128)
    except OSError as error:
        raise ServeError(
            f"Le port {port} est déjà pris : arrêtez l’autre programme, ou écrivez "
            f"« PORT={port + 1} make run ». (Port {port} is already taken.)"
        ) from error


def serve(app: Flask, listening: socket.socket, told: Callable[[], str]) -> None:
    """Serve `app` on `listening` with the clock beside it until SIGINT or SIGTERM; then end both.

    `told()`: what is printed once the server answers. `app` holds no open connection to its
    database. Raises ServeError when one of the two ends by itself.
    """
    # Forked, not started anew: what was imported once is there, and the second is the faster.
    fork = get_context("fork")
    parent = os.getpid()
    children = [
        fork.Process(target=_child, args=(parent, _web, app, listening), name="web"),
        fork.Process(target=_child, args=(parent, _clock, app, listening), name="clock"),
    ]
    for child in children:
        child.start()
    port = listening.getsockname()[1]
    host = urlsplit(app.config["TRACKER"].public_url).netloc
    listening.close()
    stop = Stop().on_signals()
    try:
        if _wait_until_ready(port, host, children, stop):
            click.echo(told())
        while not stop.asked():
            _nobody_died(children, timeout=0.2)
    finally:
        _end(children)


def _web(app: Flask, listening: socket.socket) -> None:
    """gunicorn, one process and eight threads: the plan's memory is shared by all."""
    from gunicorn.app.base import BaseApplication

    class Web(BaseApplication):
        def load_config(self) -> None:
            settings = {
                "bind": f"fd://{listening.fileno()}",
                "worker_class": "gthread",
                "workers": 1,
                "threads": 8,
                "graceful_timeout": 2,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    Web().run()


def _clock(app: Flask, listening: socket.socket) -> None:
    from tracker.jobs import scheduler

    listening.close()
    stop = Stop().on_signals()
    if not scheduler.run_until_stopped(app, stop, lambda report: _say(report.sentence)):
        scheduler.leave_at_once()


def _child(
    parent: int, work: Callable[[Flask, socket.socket], None], app: Flask, listening: socket.socket
) -> None:
    # A session of its own: Ctrl-C reaches the parent only, which ends both in order.
    os.setsid()
    _end_with(parent)
    work(app, listening)


def _end_with(parent: int) -> None:
    """Ask Linux to end this process when its parent is killed."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)


def _wait_until_ready(port: int, host: str, children: Iterable[BaseProcess], stop: Stop) -> bool:
    tries = READY_WITHIN * 20
    for _ in range(tries):
        _nobody_died(children, timeout=0.05)
        if stop.asked():
            return False
        with suppress(OSError, http.client.HTTPException):
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=READY_WITHIN)
            asking.request("GET", "/readyz", headers={"Host": host})
            if asking.getresponse().status == 200:
                return True
    raise ServeError("Le serveur ne répond pas. (The server does not answer.)")


def _nobody_died(children: Iterable[BaseProcess], timeout: float) -> None:
    by_sentinel = {child.sentinel: child for child in children}
    for sentinel in connection.wait(list(by_sentinel), timeout):
        child = by_sentinel[sentinel]
        child.join()
        name = {"web": "Le serveur", "clock": "L’horloge des relances"}[child.name]
        raise ServeError(
            f"{name} a pris fin (code {child.exitcode}); tout est arrêté. "
            f"(The {child.name} process ended.)"
        )


def _end(children: Iterable[BaseProcess]) -> None:
    """Tell both, wait, then kill what is left with all its kin."""
    for child in children:
        if child.is_alive():
            child.terminate()
    _wait_for(children, PATIENCE)
    for child in children:
        if child.is_alive():
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.join()


def _wait_for(children: Iterable[BaseProcess], seconds: float) -> None:
    from tracker import clock

    begun: datetime = clock.now()
    for child in children:
        left = seconds - (clock.now() - begun).total_seconds()
        child.join(max(left, 0))


def _say(sentence: str) -> None:
    click.echo(sentence)
