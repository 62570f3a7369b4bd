"""Takes planned messages out, one at a time: claims, checks again, marks, hands over, stamps.

SMTP cannot promise « exactly once ». What is kept here: nothing is lost silently, nothing is
sent twice by itself, and what cannot be known is held for a human.
"""

import logging
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.jobs.backoff import PAUSE, next_try
from tracker.jobs.drafts import Draft, NothingToSay, draft
from tracker.jobs.looking import looking
from tracker.jobs.stop import Stop
from tracker.mail import claims, leases, outbox
from tracker.mail.claims import Claim
from tracker.mail.fates import NotAccepted, PutOff, Undecided
from tracker.mail.planner import hand_on
from tracker.mail.way_out import WayOut, sender_address

log = logging.getLogger(__name__)


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
        self._business_now = business_now
        self._stop = stop or Stop()
        self._lease = timedelta(seconds=settings.lease_seconds)
        self._paused = False

    def run(self) -> Counter[str]:
        """Take out all that may leave; how many messages came to each state."""
        self._stop.interrupts(self._way.abandon)
        try:
            fates = self._settle_lapsed()
            while not self._paused and not self._stop.asked():
                claim = self._claim()
                if claim is None:
                    break
                fates[self._take(claim)] += 1
            return fates
        finally:
            self._stop.interrupts(None)
            self._session.rollback()
            self._way.close()

    def _claim(self) -> Claim | None:
        claim = claims.claim(self._session, clock.now(), self._lease)
        self._session.commit()
        return claim

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

    def _take(self, claim: Claim) -> str:
        """What became of the claimed message."""
        ready = None
        try:
            ready = self._get_ready(claim)
            if isinstance(ready, str):
                return ready
            words = self._way.hand_over(ready.content, ready.message_id)
        except Undecided as lost:
            return self._stamp(
                "unknown", claims.hold(self._session, claim, clock.now(), lost.words)
            )
        except NotAccepted as fate:
            return self._not_accepted(claim, fate, ready)
        except Exception as error:
            self._session.rollback()
            log.exception("message %s", claim.id)
            if isinstance(ready, Draft):
                held = claims.hold(self._session, claim, clock.now(), _named(error))
                return self._stamp("unknown", held)
            return self._not_accepted(claim, PutOff(_named(error)), None)
        state = self._way.state
        return self._stamp(state, claims.accept(self._session, claim, state, clock.now(), words))

    def _get_ready(self, claim: Claim) -> Draft | str:
        """The message, marked as leaving; or what became of it instead."""
        sender = sender_address(self._settings, claim.id)
        while True:
            with looking(self._session):
                made = draft(self._session, claim, self._business_now, clock.now(), self._settings)
            if isinstance(made, NothingToSay):
                return self._cancel(claim, made)
            self._way.offer(sender, made.frozen.to_address)
            if self._stop.asked():
                released = claims.release(self._session, claim, clock.now())
                return self._stamp("released", released)
            found = claims.freeze(
                self._session, claim, made.frozen, clock.now(), self._lease, self._way.kind
            )
            if found == "frozen":
                self._session.commit()
                return made
            self._session.rollback()
            if found == "lost":
                return found
            # Somebody wrote meanwhile: compose anew.

    def _cancel(self, claim: Claim, nothing: NothingToSay) -> str:
        """Cancel; in the same transaction, plan the mail of those who answer instead."""
        now = clock.now()
        cancelled = claims.cancel(self._session, claim, now, nothing.reason)
        if cancelled and nothing.heirs:
            hand_on(
                self._session, nothing.view, nothing.slot_id, nothing.heirs, now, self._settings
            )
        if cancelled and nothing.heir_id is not None:
            message = self._session.get_one(Message, claim.id)
            heir = self._session.get_one(Person, nothing.heir_id)
            outbox.post(
                self._session, self._settings, message.kind, heir, now, about_id=message.about_id
            )
        return self._stamp("cancelled", cancelled)

    def _not_accepted(self, claim: Claim, fate: NotAccepted, ready: Draft | None) -> str:
        session, now = self._session, clock.now()
        session.rollback()
        if self._stop.asked() and isinstance(fate, PutOff) and not isinstance(ready, Draft):
            return self._stamp("released", claims.release(session, claim, now))
        link = ready.frozen.link if isinstance(ready, Draft) else None
        until = None
        if isinstance(fate, PutOff):
            until = next_try(session.get_one(Message, claim.id).attempts, now)
        if until is None:
            refused = claims.refuse(session, claim, now, fate.words, link)
            return self._stamp("refused", refused)
        put_off = claims.put_off(session, claim, now, until, fate.words, link)
        found = self._stamp("deferred", put_off)
        if fate.pause:
            self._paused = True
            # Once this message is let go of: holding it while locking others could deadlock.
            leases.pause(session, now + PAUSE)
            session.commit()
        return found

    def _stamp(self, state: str, held: bool) -> str:
        """Commit what was decided; lost when another process had taken the message over."""
        self._session.commit()
        return state if held else "lost"


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
