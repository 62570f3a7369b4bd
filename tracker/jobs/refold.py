"""Fold every commitment's answers again: what is cached on it comes from there alone."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain.asks import asks_of
from tracker.domain.commitments import Commitment


def refold_all(session: Session) -> list[int]:
    """Cache anew what the answers of each commitment come to; the caller commits.

    Returns the ids of the commitments whose cached state was not what their answers say: none,
    unless somebody wrote to the database by hand.
    """
    changed = []
    whole = select(Commitment).options(
        selectinload(Commitment.updates), selectinload(Commitment.milestone)
    )
    for commitment in session.scalars(whole.order_by(Commitment.id)):
        commitment.refold(asks_of(session, commitment.id))
        if session.is_modified(commitment):
            changed.append(commitment.id)
    return changed
