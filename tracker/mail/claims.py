"""The courier's hold on a message, step by step. The caller commits.

Every write is fenced by the token of the claim: a process that was stopped too long finds its
fence gone and changes nothing. Locks are taken in one order: message, commitments, revision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from tracker.domain import revision
from tracker.domain.messages import Message
from tracker.domain.raising import Announcement
from tracker.domain.revision import Revision
from tracker.mail import announcing, links
from tracker.mail.digests import Item
from tracker.mail.holds import Claim
from tracker.mail.links import NewLink
from tracker.mail.outbox import add_ask, count_asked, note, replace_items

#: An undecided one too: a process that was slow, not dead, still brings the truth.
_HELD = ("sending", "unknown")
#: It was accepted, whatever a human decided meanwhile, as long as nobody has taken it again.
_UNTIL_TAKEN_AGAIN = (*_HELD, "planned", "cancelled")
_MESSAGE = Message.__table__


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is about to leave. Bodies hold no token, `link` only its hash; a test has no link.

    `facts`: number of the facts it tells; `announced`: what it tells will be raised; `rewrite`:
    whether `items` are not written down yet.
    """

    facts: int
    day: date
    person_id: int
    to_name: str
    to_address: str
    locale: str
    subject: str
    text: str
    html: str
    link: NewLink | None
    items: Sequence[Item]
    announced: Sequence[Announcement] = ()
    rewrite: bool = True

    @property
    def asked(self) -> list[int]:
        """Ids of the commitments it asks for."""
        return [item.commitment_id for item in self.items if item.asked]


def freeze(
    session: Session, claim: Claim, frozen: Frozen, now: datetime, lease: timedelta, way: str
) -> str:
    """Say that the message begins to leave, with this text and no other.

    Returns frozen; stale when the database has changed since it was composed; lost when another
    process holds the message. `way`: kind of the way out, remembered for after a crash.
    """
    told = {
        "claim_id": claim.id,
        "claim_token": claim.token,
        "now": now,
        "until": now + lease,
        "day": frozen.day,
        "name": frozen.to_name,
        "address": frozen.to_address,
        "language": frozen.locale,
        "title": frozen.subject,
        "text": frozen.text,
        "html": frozen.html,
    }
    if session.execute(_FREEZE, told).one_or_none() is None:
        return "lost"
    announcing.keep(session, frozen.announced, claim.id, now)
    if not still_true(session, frozen.facts):
        return "stale"
    if frozen.rewrite:
        replace_items(session, claim.id, frozen.items, frozen.day)
    if frozen.link is not None:
        links.keep(session, frozen.link, claim.id, frozen.person_id, now)
    note(session, claim.id, "data_started", now, way)
    return "frozen"


def still_true(session: Session, facts: int) -> bool:
    """Whether the facts are still those of that number; they stay so until the caller commits."""
    return session.scalar(_FACTS) == facts


def accept(
    session: Session,
    claim: Claim,
    state: str,
    now: datetime,
    words: str,
    frozen: Frozen | None = None,
) -> bool:
    """The other side has it: `state` is sent or deposited. False when the fence is gone.

    `frozen`: what has just left; without it, it is read again what the message asked.
    """
    told = {"claim_id": claim.id, "claim_token": claim.token, "came_to": state, "now": now}
    if session.execute(_ACCEPT, told).one_or_none() is None:
        return False
    note(session, claim.id, state, now, words)
    if frozen is None:
        count_asked(session, claim.id)
    else:
        add_ask(session, frozen.asked, frozen.day, now)
    revision.mark(session, facts=False)
    return True


def put_off(
    session: Session,
    claim: Claim,
    now: datetime,
    until: datetime,
    words: str,
    link: NewLink | None,
    *,
    tried: bool = True,
) -> bool:
    """Certainly not accepted, for now: to be tried again at `until`.

    `tried`: False when nobody's mail would have passed: the try does not count.
    """
    return _not_accepted(
        session,
        claim,
        now,
        words,
        link,
        state="deferred",
        data_started_at=None,
        next_try_at=until,
        attempts=Message.attempts + int(tried),
    )


def refuse(session: Session, claim: Claim, now: datetime, words: str, link: NewLink | None) -> bool:
    """Certainly not accepted, for good."""
    tries = Message.attempts + 1
    return _not_accepted(session, claim, now, words, link, state="refused", attempts=tries)


def hold(session: Session, claim: Claim, now: datetime, words: str) -> bool:
    """Nobody can tell whether it was accepted: kept for a human. Its link stays good."""
    return _decide(session, claim, now, "unknown", words, state="unknown")


def cancel(session: Session, claim: Claim, now: datetime, reason: str) -> bool:
    """Nothing is to be said to this person any more. `reason`: a code, for instance left."""
    return _decide(session, claim, now, "cancelled", reason, state="cancelled")


def miss(session: Session, claim: Claim, now: datetime, reason: str) -> bool:
    """It waited past its slot's grace: it does not leave any more. `reason`: a code."""
    return _decide(session, claim, now, "missed", reason, state="missed")


def release(session: Session, claim: Claim, now: datetime, what: str = "released") -> bool:
    """Let go of a message that certainly did not leave; anybody may claim it at once."""
    return _decide(
        session,
        claim,
        now,
        what,
        "",
        state="planned",
        data_started_at=None,
    )


def _fence(states: Sequence[str], **values: object) -> ReturningUpdate:
    """Update the message that `claim_id` holds by `claim_token`, in one of `states`; its id."""
    return (
        update(_MESSAGE)
        .where(
            _MESSAGE.c.id == bindparam("claim_id"),
            _MESSAGE.c.token == bindparam("claim_token"),
            _MESSAGE.c.state.in_(states),
        )
        .values(**values)
        .returning(_MESSAGE.c.id)
    )


#: Built once, on the table: every mail runs them.
_FREEZE = _fence(
    _HELD,
    data_started_at=bindparam("now"),
    lease_until=bindparam("until"),
    composed_for=bindparam("day"),
    to_name=bindparam("name"),
    to_address=bindparam("address"),
    locale=bindparam("language"),
    subject=bindparam("title"),
    body_text=bindparam("text"),
    body_html=bindparam("html"),
    reason="",
)
_ACCEPT = _fence(
    _UNTIL_TAKEN_AGAIN,
    state=bindparam("came_to"),
    sent_at=bindparam("now"),
    lease_until=None,
    next_try_at=None,
    reason="",
)
_FACTS = select(Revision.__table__.c.facts).with_for_update(read=True)


def _fenced(session: Session, claim: Claim, **values: object) -> bool:
    """Update the message if `claim` still holds it."""
    held = {"claim_id": claim.id, "claim_token": claim.token}
    return session.execute(_fence(_HELD, **values), held).one_or_none() is not None


def _decide(
    session: Session, claim: Claim, now: datetime, what: str, reason: str, **values: object
) -> bool:
    if not _fenced(session, claim, lease_until=None, reason=reason, **values):
        return False
    note(session, claim.id, what, now, reason)
    revision.mark(session, facts=False)
    return True


def _not_accepted(
    session: Session,
    claim: Claim,
    now: datetime,
    words: str,
    link: NewLink | None,
    **values: object,
) -> bool:
    if not _decide(session, claim, now, str(values["state"]), words, **values):
        return False
    if link is not None:
        links.forget(session, link)
    return True
