"""Takes planned messages out, one at a time: claims, checks again, marks, hands over, stamps.

SMTP cannot promise « exactly once ». What is kept here: nothing is lost silently, nothing is
sent twice by itself, and what cannot be known is held for a human.
"""

import logging
import socket
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain import pulse
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.jobs.backoff import PAUSE, next_try
from tracker.jobs.drafts import Draft, NothingToSay, TooLate, draft
from tracker.jobs.sight import Sight
from tracker.jobs.stop import Stop
from tracker.mail import claims, holds, leases, outbox
from tracker.mail.fates import NotAccepted, PutOff, Undecided
from tracker.mail.holds import Held
from tracker.mail.planner import hand_on
from tracker.mail.way_out import WayOut, sender_address

log = logging.getLogger(__name__)

#: Messages claimed at once: few, since those of a process that is killed wait for their lease.
HANDFUL = 20
#: Seconds between two tries to write down that a message was accepted.
_INSISTS_EVERY = 1.0


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
        self._closed = False
        self._reopened = False

    def run(self) -> Counter[str]:
        """Take out all that may leave; how many messages came to each state."""
        self._stop.interrupts(self._way.abandon)
        try:
            fates = self._settle_lapsed()
            while (held := self._next()) is not None:
                fates[self._take(held)] += 1
            return fates
        finally:
            self._stop.interrupts(None)
            self._way.close()
            self._session.rollback()
            self._let_go()

    def _next(self) -> Held | None:
        if self._closed or self._stop.asked():
            return None
        if not self._hand:
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

    def _settle_lapsed(self) -> Counter[str]:
        """Decide on messages whose process ended while they left. A folder can be looked into."""
        fates: Counter[str] = Counter()
        now = clock.now()
        for gone in leases.lapsed(self._session, now):
            same_way = gone.way == self._way.kind
            arrived = self._way.arrived(gone.message_id) if same_way else None
            if arrived is None:
                claims.hold(self._session, gone.claim, now, "interrupted")
                fates["unknown"] += 1
            elif arrived:
                claims.accept(self._session, gone.claim, self._way.state, gone.since, "found")
                fates[self._way.state] += 1
            else:
                claims.release(self._session, gone.claim, now)
        self._session.commit()
        return fates

    def _take(self, held: Held) -> str:
        """What became of the claimed message."""
        ready = None
        try:
            ready = self._get_ready(held)
            if isinstance(ready, str):
                return ready
            words = self._way.hand_over(ready.content, ready.message_id)
        except Undecided as lost:
            return self._insist(
                "unknown",
                lambda now, why=lost.words: claims.hold(self._session, held.claim, now, why),
            )
        except NotAccepted as fate:
            return self._not_accepted(held, fate, ready)
        except Exception as error:
            self._session.rollback()
            log.exception("message %s", held.claim.id)
            if isinstance(ready, Draft):
                why = _named(error)
                return self._insist(
                    "unknown", lambda now: claims.hold(self._session, held.claim, now, why)
                )
            return self._not_accepted(held, PutOff(_named(error)), None)
        return self._accepted(held, ready, words)

    def _get_ready(self, held: Held) -> Draft | str:
        """The message, marked as leaving; or what became of it instead."""
        session = self._session
        sender = sender_address(self._settings, held.claim.id)
        while True:
            made = self._draft(held)
            if isinstance(made, TooLate):
                missed = claims.miss(session, held.claim, clock.now(), made.reason)
                return self._stamp("missed", missed)
            if isinstance(made, NothingToSay):
                return self._cancel(held, made)
            self._way.offer(sender, made.frozen.to_address)
            if self._stop.asked():
                return self._stamp("released", claims.release(session, held.claim, clock.now()))
            found = claims.freeze(
                session, held.claim, made.frozen, clock.now(), self._lease, self._way.kind
            )
            if found == "frozen":
                session.commit()
                return made
            session.rollback()
            if found == "lost":
                return found
            # Somebody wrote meanwhile: compose anew.
            self._sight.forget()

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
        self._sight.forget()
        return draft(self._session, held, self._sight, clock.now(), self._settings)

    def _cancel(self, held: Held, nothing: NothingToSay) -> str:
        """Cancel; in the same transaction, plan the mail of those who answer instead."""
        now = clock.now()
        cancelled = claims.cancel(self._session, held.claim, now, nothing.reason)
        if cancelled and nothing.heirs:
            hand_on(
                self._session, nothing.view, nothing.slot_id, nothing.heirs, now, self._settings
            )
        if cancelled and nothing.heir_id is not None:
            message = self._session.get_one(Message, held.claim.id)
            heir = self._session.get_one(Person, nothing.heir_id)
            outbox.post(
                self._session, self._settings, message.kind, heir, now, about_id=message.about_id
            )
        return self._stamp("cancelled", cancelled)

    def _accepted(self, held: Held, ready: Draft, words: str) -> str:
        state = self._way.state

        def stamp(now: datetime) -> bool:
            kept = claims.accept(self._session, held.claim, state, now, words, ready.frozen)
            if not self._reopened:
                pulse.reopen(self._session)
            return kept

        found = self._insist(state, stamp)
        self._reopened = True
        return found

    def _not_accepted(self, held: Held, fate: NotAccepted, ready: Draft | str | None) -> str:
        session, now = self._session, clock.now()
        session.rollback()
        if self._stop.asked() and isinstance(fate, PutOff) and not isinstance(ready, Draft):
            return self._stamp("released", claims.release(session, held.claim, now))
        link = ready.frozen.link if isinstance(ready, Draft) else None
        trouble = fate.trouble if isinstance(fate, PutOff) else ""
        until = None
        if trouble:
            until = now + PAUSE
        elif isinstance(fate, PutOff):
            until = next_try(held.attempts + 1, now)
        if until is None:
            refused = claims.refuse(session, held.claim, now, fate.words, link)
            return self._stamp("refused", refused)
        put_off = claims.put_off(
            session, held.claim, now, until, fate.words, link, tried=not trouble
        )
        if trouble:
            self._closed = True
            pulse.close(session, now, socket.gethostname(), until, trouble, fate.words)
        return self._stamp("deferred", put_off)

    def _insist(self, state: str, write: Callable[[datetime], bool]) -> str:
        """Commit what is known of a message that has left, again and again while the database
        is away and the lease lasts: nobody else knows it."""
        until = clock.now() + self._lease
        while True:
            try:
                return self._stamp(state, write(clock.now()))
            except OperationalError:
                self._session.rollback()
                if clock.now() > until:
                    raise
                log.exception("what became of a message is not written down yet")
                self._stop.wait(_INSISTS_EVERY)

    def _stamp(self, state: str, held: bool) -> str:
        """Commit what was decided; lost when another process had taken the message over."""
        self._session.commit()
        return state if held else "lost"


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
