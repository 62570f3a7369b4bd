"""The courier's hold on a message, step by step. The caller commits.

Every write is fenced by the token of the claim: a process that was stopped too long finds its
fence gone and changes nothing. Locks are taken in one order: message, commitments, revision.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Update, bindparam, or_, update
from sqlalchemy.orm import Session

from tracker.domain import revision
from tracker.domain.messages import Message
from tracker.mail import announcing, links
from tracker.mail.frozen import Frozen
from tracker.mail.holds import Claim
from tracker.mail.links import NewLink
from tracker.mail.outbox import add_ask, count_asked, note, replace_items

#: An undecided one too: a process that was slow, not dead, still brings the truth.
_HELD = ("sending", "unknown")
#: It was accepted, whatever a human decided meanwhile, as long as nobody has taken it again.
_UNTIL_TAKEN_AGAIN = (*_HELD, "planned", "cancelled")
_MESSAGE = Message.__table__


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
    if not _held(session, _FREEZE, told):
        return "lost"
    announcing.keep(session, frozen.announced, claim.id, now)
    if frozen.rewrite:
        replace_items(session, claim.id, frozen.items, frozen.day)
    if frozen.link is not None:
        links.keep(session, frozen.link, claim.id, frozen.person_id, now)
    note(session, claim.id, "data_started", now, way)
    return "frozen" if revision.held_facts(session) == frozen.facts else "stale"


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
    if not _held(session, _ACCEPT, told):
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


def _fence(states: Sequence[str], **values: object) -> Update:
    """Update the message that `claim_id` holds by `claim_token`, in one of `states`."""
    return (
        update(_MESSAGE)
        .where(
            _MESSAGE.c.id == bindparam("claim_id"),
            _MESSAGE.c.token == bindparam("claim_token"),
            or_(*(_MESSAGE.c.state == state for state in states)),
        )
        .values(**values)
    )


def _held(session: Session, fence: Update, told: Mapping[str, object]) -> bool:
    """Whether the fenced update found its message."""
    return session.connection().execute(fence, told).rowcount == 1


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


def _fenced(session: Session, claim: Claim, **values: object) -> bool:
    """Update the message if `claim` still holds it."""
    held = {"claim_id": claim.id, "claim_token": claim.token}
    return _held(session, _fence(_HELD, **values), held)


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
