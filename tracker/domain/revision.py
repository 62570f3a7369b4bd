"""One number for the whole database, bumped by every write that a page shows."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Connection, bindparam, event, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker import clock
from tracker.db import Base, Ready, UtcDateTime
from tracker.domain.exports import WorkbookExport
from tracker.domain.imports import ImportBatch, ImportStep
from tracker.domain.sessions import OneUseLink, SignInFailure, UserSession

#: Tables that no cached page shows.
_UNSHOWN = (UserSession, SignInFailure, OneUseLink, WorkbookExport, ImportBatch, ImportStep)
_MARK = "revision_due"


class Revision(Base):
    """The single row that caches are keyed on.

    `facts` stands still while only the fates of messages change: no mail tells them, so the one
    that was composed meanwhile is still true.
    """

    __tablename__ = "revision"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    facts: Mapped[int] = mapped_column(default=1)
    bumped_at: Mapped[datetime] = mapped_column(UtcDateTime)


_TABLE = Revision.__table__
_BUMP = update(_TABLE).values(
    number=_TABLE.c.number + 1,
    facts=_TABLE.c.facts + bindparam("step"),
    bumped_at=bindparam("at"),
)
_BUMP_AND_TELL = Ready(_BUMP.returning(_TABLE.c.facts))
_HOLD = select(_TABLE.c.facts).with_for_update(read=True)


def mark(session: Session, *, facts: bool = True) -> None:
    """Say that this transaction changes what pages show (needed after a bulk statement only).

    `facts`: False when it changes the fate of a message and nothing that a mail tells.
    """
    session.info[_MARK] = facts or session.info.get(_MARK, False)


def held_facts(connection: Connection, *, bump: bool = False) -> int:
    """The number of the facts, which stays so until the caller's transaction ends.

    `bump`: this transaction changes the fate of a message; of a session's, `mark` says so.
    """
    if not bump:
        return connection.scalar(_HOLD)
    return _BUMP_AND_TELL.run(connection, {"step": 0, "at": clock.now()}).scalar_one()


def bump_on_commit(session_factory: Any) -> None:
    """Make every commit of `session_factory`'s sessions bump the revision, last, when due."""
    event.listen(session_factory, "before_flush", _notice)
    event.listen(session_factory, "before_commit", _bump)
    event.listen(session_factory, "after_rollback", _forget)


def _notice(session: Session, _context: Any, _instances: Any) -> None:
    changed = (thing for thing in session.dirty if session.is_modified(thing))
    touched = (*session.new, *session.deleted, *changed)
    if any(not isinstance(thing, (*_UNSHOWN, Revision)) for thing in touched):
        mark(session)


def _bump(session: Session) -> None:
    session.flush()
    facts = session.info.pop(_MARK, None)
    if facts is not None:
        session.connection().execute(_BUMP, {"step": int(facts), "at": clock.now()})


def _forget(session: Session) -> None:
    session.info.pop(_MARK, None)
