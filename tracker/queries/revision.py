"""The number that tells whether anything has changed since it was last read."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.revision import Revision

# On the table rather than on the class, and built once: every page runs it.
_REVISION = select(Revision.__table__.c.number, Revision.__table__.c.bumped_at)
_FACTS = select(Revision.__table__.c.facts)


def read_revision(session: Session) -> tuple[int, datetime]:
    """The database's revision and when it was bumped. One statement."""
    row = session.execute(_REVISION).one()
    return row.number, row.bumped_at


def read_facts(session: Session) -> int:
    """Number of the facts that mails tell: another one once any of them has changed."""
    return session.execute(_FACTS).scalar_one()
