"""Sign-ins that failed lately or are under way, counted in the database for every process."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain.sessions import SignInFailure

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_ADDRESS = 30


def admit(session: Session, account: str, address: str) -> bool:
    """Whether one more attempt may be made for this account, from this network address.

    An attempt counts as a failure from the moment it begins, so that those made at once count
    too: each sees all that were noted before it. Commits; `forget` clears what worked.
    """
    now = clock.now()
    attempt = SignInFailure(account=_digest(account), address=_digest(address), at=now)
    session.execute(delete(SignInFailure).where(SignInFailure.at <= now - WINDOW))
    session.add(attempt)
    session.commit()
    admitted = _within_limits(session, attempt.account, attempt.address)
    if not admitted:
        # Turned away, it does not make the wait longer.
        session.delete(attempt)
    session.commit()
    return admitted


def _within_limits(session: Session, account: str, address: str) -> bool:
    by_account, by_address = session.execute(
        select(
            func.count().filter(SignInFailure.account == account),
            func.count().filter(SignInFailure.address == address),
        ).where(
            SignInFailure.at > clock.now() - WINDOW,
            or_(SignInFailure.account == account, SignInFailure.address == address),
        )
    ).one()
    return by_account <= PER_ACCOUNT and by_address <= PER_ADDRESS


def forget(session: Session, account: str) -> None:
    """A sign-in that worked clears the failures of its account. The caller commits."""
    session.execute(delete(SignInFailure).where(SignInFailure.account == _digest(account)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
