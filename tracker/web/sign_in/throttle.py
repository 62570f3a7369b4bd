"""Sign-ins that failed lately, counted in the database: every process sees the same."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain.sessions import SignInFailure

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_ADDRESS = 30


def too_many(session: Session, account: str, address: str) -> bool:
    """Whether this account, or this network address, has failed too often lately."""
    since = clock.now() - WINDOW
    mine, theirs = _digest(account), _digest(address)
    by_account, by_address = session.execute(
        select(
            func.count().filter(SignInFailure.account == mine),
            func.count().filter(SignInFailure.address == theirs),
        ).where(
            SignInFailure.at > since,
            or_(SignInFailure.account == mine, SignInFailure.address == theirs),
        )
    ).one()
    return by_account >= PER_ACCOUNT or by_address >= PER_ADDRESS


def note_failure(session: Session, account: str, address: str) -> None:
    """Count one failure, and drop those that no longer count. The caller commits."""
    now = clock.now()
    session.execute(delete(SignInFailure).where(SignInFailure.at <= now - WINDOW))
    session.add(SignInFailure(account=_digest(account), address=_digest(address), at=now))


def forget(session: Session, account: str) -> None:
    """A sign-in that worked clears the failures of its account."""
    session.execute(delete(SignInFailure).where(SignInFailure.account == _digest(account)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
