"""The courier's hold on a message, step by step. The caller commits.

Every write is fenced by the token of the claim: a process that was stopped too long finds its
fence gone and changes nothing. Locks are taken in one order: message, commitments, revision.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Update, bindparam, or_, update
from sqlalchemy.orm import Session

from tracker.db import Ready
from tracker.domain import revision
from tracker.domain.messages import Message
from tracker.mail import announcing, links
from tracker.mail.frozen import Frozen, Receipt
from tracker.mail.holds import Claim
from tracker.mail.links import NewLink
from tracker.mail.outbox import add_ask, add_events, count_asked, event, note, replace_items

#: An undecided one too: a process that was slow, not dead, still brings the truth.
_HELD = ("sending", "unknown")
#: It was accepted, whatever a human decided meanwhile, as long as nobody has taken it again.
_UNTIL_TAKEN_AGAIN = (*_HELD, "planned", "cancelled")
_MESSAGE = Message.__table__


def freeze(
    connection: Connection,
    claim: Claim,
    frozen: Frozen,
    now: datetime,
    lease: timedelta,
    way: str,
    owed: Receipt | None = None,
) -> tuple[str, bool]:
    """Say that the message begins to leave, with this text and no other; first, that the one of
    `owed` has been taken.

    Returns frozen; stale when the database has changed since it was composed; lost when another
    process holds the message: then the caller rolls back. And whether the fence of `owed` still
    stood. `way`: kind of the way out, remembered for after a crash.
    """
    taken = owed is not None and _accept(connection, owed)
    found = _freeze(connection, claim, frozen, now, lease)
    if found:
        events = [event(claim.id, "data_started", now, way)]
        if taken:
            events.insert(0, event(owed.claim.id, owed.state, owed.at, owed.words))
        add_events(connection, events)
        told = revision.held_facts(connection, bump=taken)
        return ("frozen" if told == frozen.facts else "stale"), taken
    return "lost", taken


def _freeze(
    connection: Connection, claim: Claim, frozen: Frozen, now: datetime, lease: timedelta
) -> bool:
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
    if _FREEZE.run(connection, told).rowcount != 1:
        return False
    announcing.keep(connection, frozen.announced, claim.id, now)
    if frozen.rewrite:
        replace_items(connection, claim.id, frozen.items, frozen.day)
    if frozen.link is not None:
        links.keep(connection, frozen.link, claim.id, frozen.person_id, now)
    return True


def accept(session: Session, receipt: Receipt) -> bool:
    """The other side has it. False when the fence is gone."""
    if not _accept(session.connection(), receipt):
        return False
    note(session, receipt.claim.id, receipt.state, receipt.at, receipt.words)
    if receipt.frozen is None:
        count_asked(session, receipt.claim.id)
    revision.mark(session, facts=False)
    return True


def _accept(connection: Connection, receipt: Receipt) -> bool:
    claim, frozen = receipt.claim, receipt.frozen
    told = {"claim_id": claim.id, "claim_token": claim.token}
    told |= {"came_to": receipt.state, "now": receipt.at}
    if _ACCEPT.run(connection, told).rowcount != 1:
        return False
    if frozen is not None:
        add_ask(connection, frozen.asked, frozen.day, receipt.at)
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


#: Every mail runs them.
_FREEZE = Ready(
    _fence(
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
)
_ACCEPT = Ready(
    _fence(
        _UNTIL_TAKEN_AGAIN,
        state=bindparam("came_to"),
        sent_at=bindparam("now"),
        lease_until=None,
        next_try_at=None,
        reason="",
    )
)


def _fenced(session: Session, claim: Claim, **values: object) -> bool:
    """Update the message if `claim` still holds it."""
    held = {"claim_id": claim.id, "claim_token": claim.token}
    return session.connection().execute(_fence(_HELD, **values), held).rowcount == 1


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
