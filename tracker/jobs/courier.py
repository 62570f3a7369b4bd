"""Takes planned messages out, one at a time: claims, checks again, marks, hands over, stamps.

SMTP cannot promise « exactly once ». What is kept here: nothing is lost silently, nothing is
sent twice by itself, and what cannot be known is held for a human.
"""

import logging
import socket
from collections import Counter, deque
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain import pulse
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.jobs.backoff import PAUSE, next_try
from tracker.jobs.book import Book
from tracker.jobs.drafts import Draft, draft
from tracker.jobs.nothing import NothingToSay, TooLate
from tracker.jobs.sight import Sight
from tracker.jobs.stop import Stop
from tracker.mail import claims, holds, leases, outbox
from tracker.mail.fates import NotAccepted, PutOff, Undecided
from tracker.mail.frozen import Receipt
from tracker.mail.holds import Held
from tracker.mail.planner import hand_on
from tracker.mail.way_out import WayOut, sender_address

log = logging.getLogger(__name__)

#: Messages claimed at once: few, since those of a process that is killed wait for their lease.
HANDFUL = 40


class Courier:
    """One run with one way out. `business_now`: the day the mails speak of; leases, retries and
    expiry go by the real time."""

    def __init__(
        self,
        session: Session,
        settings: Config,
        way: WayOut,
        business_now: datetime,
        stop: Stop | None = None,
    ) -> None:
        self._session = session
        self._settings = settings
        self._way = way
        self._stop = stop or Stop()
        self._lease = timedelta(seconds=settings.lease_seconds)
        self._sight = Sight(session, settings, business_now)
        self._hand: deque[Held] = deque()
        self._book = Book(session, self._lease, self._stop)
        self._closed = False

    def run(self) -> Counter[str]:
        """Take out all that may leave; how many messages came to each state."""
        self._stop.interrupts(self._way.abandon)
        try:
            self._settle_lapsed()
            while (held := self._next()) is not None:
                self._take(held)
            return self._book.fates
        finally:
            self._stop.interrupts(None)
            self._session.rollback()
            self._book.settle()
            self._way.close()
            self._let_go()

    def _next(self) -> Held | None:
        if self._closed or self._stop.asked():
            return None
        if not self._hand:
            self._book.settle()
            self._hand.extend(
                holds.take(self._session, clock.now(), self._lease, HANDFUL),
            )
            self._session.commit()
        return self._hand.popleft() if self._hand else None

    def _let_go(self) -> None:
        """Of what is in hand and was not begun."""
        for held in self._hand:
            claims.release(self._session, held.claim, clock.now())
        self._hand.clear()
        self._session.commit()

    def _settle_lapsed(self) -> None:
        """Decide on messages whose process ended while they left. A folder can be looked into."""
        fates, now = self._book.fates, clock.now()
        for gone in leases.lapsed(self._session, now):
            same_way = gone.way == self._way.kind
            arrived = self._way.arrived(gone.message_id) if same_way else None
            if arrived is None:
                claims.hold(self._session, gone.claim, now, "interrupted")
                fates["unknown"] += 1
            elif arrived:
                claims.accept(
                    self._session, Receipt(gone.claim, self._way.state, gone.since, "found")
                )
                fates[self._way.state] += 1
            else:
                claims.release(self._session, gone.claim, now)
        self._session.commit()

    def _take(self, held: Held) -> None:
        """Bring the claimed message to one of its states."""
        ready = None
        try:
            ready = self._get_ready(held)
            if ready is None:
                return
            words = self._way.hand_over(ready.content, ready.message_id)
        except Undecided as lost:
            self._hold(held, lost.words)
        except NotAccepted as fate:
            self._not_accepted(held, fate, ready)
        except Exception as error:
            self._session.rollback()
            log.exception("message %s", held.claim.id)
            if ready is not None:
                self._hold(held, _named(error))
            else:
                self._not_accepted(held, PutOff(_named(error)), None)
        else:
            self._book.owe(Receipt(held.claim, self._way.state, clock.now(), words, ready.frozen))

    def _get_ready(self, held: Held) -> Draft | None:
        """The message, marked as leaving; None when something else became of it."""
        session, book = self._session, self._book
        sender = sender_address(self._settings, held.claim.id)
        while True:
            if not self._sight.knows(held):
                book.settle()  # Reading takes a while.
            made = self._draft(held)
            if isinstance(made, TooLate):
                book.write("missed", lambda now: claims.miss(session, held.claim, now, "too_late"))
                return None
            if isinstance(made, NothingToSay):
                self._cancel(held, made)
                return None
            self._way.offer(sender, made.frozen.to_address, book.settle)
            if self._stop.asked():
                self._release(held)
                return None
            found = book.begin(partial(self._freeze, held, made))
            if found == "frozen":
                return made
            if found == "lost":
                book.fates[found] += 1
                return None
            # Somebody wrote meanwhile: compose anew.
            self._sight.forget()

    def _freeze(
        self, held: Held, made: Draft, connection: Connection, owed: Receipt | None
    ) -> tuple[str, bool]:
        now, lease, kind = clock.now(), self._lease, self._way.kind
        return claims.freeze(connection, held.claim, made.frozen, now, lease, kind, owed)

    def _draft(self, held: Held) -> Draft | NothingToSay | TooLate:
        """What leaves is checked again when it is frozen; what does not is judged on what is
        seen right now."""
        seen_before = self._sight.kept
        try:
            made = draft(self._session, held, self._sight, clock.now(), self._settings)
        except NotAccepted:
            if not seen_before:
                raise
            made = None
        if isinstance(made, Draft) or not seen_before:
            return made
        self._book.settle()
        self._sight.forget()
        return draft(self._session, held, self._sight, clock.now(), self._settings)

    def _cancel(self, held: Held, nothing: NothingToSay) -> None:
        """Cancel; in the same transaction, plan the mail of those who answer instead."""

        def write(now: datetime) -> bool:
            session, settings = self._session, self._settings
            if not claims.cancel(session, held.claim, now, nothing.reason):
                return False
            if nothing.heirs:
                hand_on(session, nothing.view, nothing.slot_id, nothing.heirs, now, settings)
            if nothing.heir_id is not None:
                message = session.get_one(Message, held.claim.id)
                heir = session.get_one(Person, nothing.heir_id)
                about_id = message.about_id
                outbox.post(session, settings, message.kind, heir, now, about_id=about_id)
            return True

        self._book.write("cancelled", write)

    def _release(self, held: Held) -> None:
        self._book.write("released", lambda now: claims.release(self._session, held.claim, now))

    def _hold(self, held: Held, why: str) -> None:
        self._book.insist("unknown", lambda now: claims.hold(self._session, held.claim, now, why))

    def _not_accepted(self, held: Held, fate: NotAccepted, ready: Draft | None) -> None:
        session, book = self._session, self._book
        session.rollback()
        if self._stop.asked() and isinstance(fate, PutOff) and ready is None:
            return self._release(held)
        link = ready.frozen.link if ready is not None else None
        trouble = fate.trouble if isinstance(fate, PutOff) else ""
        until = None
        if trouble:
            until = clock.now() + PAUSE
        elif isinstance(fate, PutOff):
            until = next_try(held.attempts + 1, clock.now())
        if until is None:
            return book.write(
                "refused", lambda now: claims.refuse(session, held.claim, now, fate.words, link)
            )

        def put_off(now: datetime) -> bool:
            if trouble:
                self._closed = True
                pulse.close(session, now, socket.gethostname(), until, trouble, fate.words)
            return claims.put_off(
                session, held.claim, now, until, fate.words, link, tried=not trouble
            )

        return book.write("deferred", put_off)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
