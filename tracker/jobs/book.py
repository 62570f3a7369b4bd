"""What becomes of the messages of one run, written down as soon as it is known.

That a message was accepted is owed for an instant: it is written in the transaction in which the
next one begins to leave, or alone where that one is not there at once. Whoever dies in between
leaves a message that began to leave: it is held for a human, as ever.
"""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain import pulse
from tracker.jobs.stop import Stop
from tracker.mail import claims
from tracker.mail.frozen import Receipt

log = logging.getLogger(__name__)

#: Seconds between two tries to write down what nobody else knows.
_INSISTS_EVERY = 1.0


class Book:
    """`fates`: how many messages came to each state."""

    def __init__(self, session: Session, lease: timedelta, stop: Stop) -> None:
        self._session = session
        self._lease = lease
        self._stop = stop
        self._owed: Receipt | None = None
        self._reopened = False
        self._wire: Connection | None = None
        self.fates: Counter[str] = Counter()

    def owe(self, receipt: Receipt) -> None:
        """It was accepted: this is written down with the next message, or by `settle`."""
        self._owed = receipt

    def settle(self) -> None:
        """Write down, alone, what is owed. Needs no transaction to be open."""
        self._hang_up()
        owed, self._owed = self._owed, None
        if owed is not None:
            self._insist(owed.state, lambda _now: self._accept(owed))
            self._reopened = True

    def begin(self, freeze: Callable[[Connection, Receipt | None], tuple[str, bool]]) -> str:
        """Let the next message begin to leave, with what is owed: one commit says both.

        Returns what `freeze` found; where it is not frozen nothing at all was written.
        """
        if not self._reopened:
            self.settle()
        owed = self._owed
        # Without a session, which would double what it costs.
        if self._wire is None:
            self._wire = self._session.get_bind().connect()
        try:
            found, taken = freeze(self._wire, owed)
            if found != "frozen":
                self._wire.rollback()
                return found
            self._wire.commit()
        except BaseException:
            self._hang_up()
            raise
        self._owed = None
        if owed is not None:
            self._count(owed.state, taken)
        return found

    def write(self, state: str, write: Callable[[datetime], bool]) -> None:
        """Commit what is decided; lost when another process had taken the message over."""
        self.settle()
        kept = write(clock.now())
        self._session.commit()
        self._count(state, kept)

    def insist(self, state: str, write: Callable[[datetime], bool]) -> None:
        """The same of a message that has left, again and again while the database is away and the
        lease lasts: nobody else knows it."""
        self.settle()
        self._insist(state, write)

    def _insist(self, state: str, write: Callable[[datetime], bool]) -> None:
        until = clock.now() + self._lease
        while True:
            try:
                kept = write(clock.now())
                self._session.commit()
                return self._count(state, kept)
            except OperationalError:
                self._session.rollback()
                if clock.now() > until:
                    raise
                log.exception("what became of a message is not written down yet")
                self._stop.wait(_INSISTS_EVERY)

    def _accept(self, owed: Receipt) -> bool:
        if not self._reopened:
            pulse.reopen(self._session)
        return claims.accept(self._session, owed)

    def _hang_up(self) -> None:
        """Give the connection back: the next one is asked first whether the database is there."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    def _count(self, state: str, kept: bool) -> None:
        self.fates[state if kept else "lost"] += 1
