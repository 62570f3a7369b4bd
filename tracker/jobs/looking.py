"""Reading without holding anybody up."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from tracker.db import read_only


@contextmanager
def looking(session: Session) -> Iterator[None]:
    """A read-only transaction: on SQLite the writers go on meanwhile."""
    session.rollback()
    token = read_only.set(True)
    try:
        yield
    finally:
        session.rollback()
        read_only.reset(token)
