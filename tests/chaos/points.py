"""Where a process may kill itself: before and after each commit and each SMTP verb, by name.

Nothing of this is in the product: in the processes of the chaos, its functions are wrapped.
"""

import os
import random
import signal
import smtplib
from collections.abc import Callable
from functools import wraps

from sqlalchemy import Connection, event

from tracker.domain import pulse
from tracker.extensions import db
from tracker.jobs import book, courier, planner
from tracker.mail import claims, holds

#: Writes of the engine; the commit that follows is known by each of them, and by all together.
STEPS = (
    (planner, "plan_slot", "plan"),
    (holds, "take", "take"),
    (claims, "_freeze", "freeze"),
    (claims, "_accept", "accept"),
    (claims, "put_off", "put off"),
    (claims, "refuse", "refuse"),
    (claims, "hold", "hold"),
    (claims, "cancel", "cancel"),
    (claims, "miss", "miss"),
    (claims, "release", "release"),
    (pulse, "look", "look"),
    (pulse, "close", "close"),
)
#: That one message was accepted and that the next begins to leave: one commit says both.
_BOTH = "accept and freeze"
_WRITES = tuple(name for _module, _function, name in STEPS)
#: What smtplib does on the wire.
VERBS = ("connect", "ehlo", "mail", "rcpt", "docmd", "send", "getreply", "rset", "quit")
NAMES = tuple(
    f"{when} {what}"
    for what in (*(f"the commit of {step}" for step in (*_WRITES, _BOTH)), *VERBS)
    for when in ("before", "after")
)


class Fuse:
    """Ends the process at one point, and writes its name in `log` just before.

    Half of the fuses wait for a point of their own; the others burn down at any of them.
    """

    def __init__(self, seed: int, mean: float, log: str) -> None:
        drawn = random.Random(seed)
        self._name = drawn.choice(NAMES) if drawn.random() < 0.5 else None
        self._left = drawn.randint(1, 3) if self._name else 1 + int(drawn.expovariate(1 / mean))
        self._log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def at(self, *names: str) -> None:
        """Here the process is at a point, known by `names`."""
        if self._name is not None and self._name not in names:
            return
        self._left -= 1
        if self._left <= 0:
            os.write(self._log, f"{self._name or names[0]}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


def lay(fuse: Fuse) -> None:
    """Wrap the product of this process. Needs to be done before it works."""
    steps: list[str] = []

    def stepping(function: Callable, name: str) -> Callable:
        @wraps(function)
        def step(*args: object, **kwargs: object) -> object:
            if name not in steps:
                steps.append(name)
            return function(*args, **kwargs)

        return step

    for module, attribute, name in STEPS:
        setattr(module, attribute, stepping(getattr(module, attribute), name))
    for verb in VERBS:
        setattr(smtplib.SMTP, verb, _around(fuse, getattr(smtplib.SMTP, verb), verb))
    factory = db.session.session_factory
    event.listen(factory, "before_commit", lambda _: fuse.at(*_commit_of(steps, "before")))

    def committed(_session: object) -> None:
        fuse.at(*_commit_of(steps, "after"))
        steps.clear()

    event.listen(factory, "after_commit", committed)
    event.listen(factory, "after_rollback", lambda _: steps.clear())
    Connection.commit = _committing(fuse, steps, Connection.commit)
    assert courier.claims is book.claims is claims


def _committing(fuse: Fuse, steps: list[str], commit: Callable) -> Callable:
    """The commit of a transaction without a session."""

    @wraps(commit)
    def committing(connection: Connection) -> None:
        fuse.at(*_commit_of(steps, "before"))
        commit(connection)
        fuse.at(*_commit_of(steps, "after"))
        steps.clear()

    return committing


def _commit_of(steps: list[str], when: str) -> list[str]:
    """The names of the commit of `steps`, all together first."""
    together = " and ".join(steps) or "nothing"
    return [f"{when} the commit of {name}" for name in (together, *steps)]


def _around(fuse: Fuse, function: Callable, verb: str) -> Callable:
    @wraps(function)
    def around(*args: object, **kwargs: object) -> object:
        fuse.at(f"before {verb}")
        done = function(*args, **kwargs)
        fuse.at(f"after {verb}")
        return done

    return around
