"""The reminder clock's pulse: when it last looked, and what keeps the mail from leaving."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, String, case, literal, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, short_code
from tracker.domain import revision

#: What may stop the mail as a whole: see the ways out.
TROUBLES = (
    "unreachable",
    "certificate",
    "password",
    "no_starttls",
    "closed",
    "sender_refused",
    "disk_full",
    "folder",
)
#: How long the clock may say nothing before an alarm is raised.
SILENT_AFTER = timedelta(minutes=5)
_PLAIN = {"synchronize_session": False}


class Pulse(Base):
    """One row, absent until the clock has looked once.

    `trouble`: code of what stops the mail as a whole, empty when nothing does; `closed_until`:
    instant before which no message is tried.
    """

    __tablename__ = "pulse"
    __table_args__ = (
        CheckConstraint("id = 1", name="single_row"),
        CheckConstraint("(trouble = '') = (trouble_since IS NULL)", name="trouble_has_when"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    host: Mapped[str] = mapped_column(String(120), default="")
    trouble: Mapped[str] = mapped_column(short_code(40), default="")
    trouble_words: Mapped[str] = mapped_column(String(500), default="")
    trouble_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


def look(session: Session, at: datetime, host: str) -> None:
    """Say that the clock of `host` has just looked. No page is read anew for it. The caller
    commits."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Pulse).values(
        id=1, looked_at=at, host=host[:120], trouble="", trouble_words=""
    )
    kept = {"looked_at": at, "host": host[:120]}
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=kept))


def close(
    session: Session, at: datetime, host: str, until: datetime, trouble: str, words: str
) -> None:
    """The way out is closed as a whole: no message is tried before `until`. The caller commits.

    `trouble`: one of TROUBLES; `words`: what the machine said. It began at `at`, or when it was
    first seen.
    """
    look(session, at, host)
    session.execute(
        update(Pulse).values(
            trouble=trouble,
            trouble_words=words[:500],
            trouble_since=case(
                (Pulse.trouble == trouble, Pulse.trouble_since),
                # Told its type: without it, SQLite would keep the hour of another zone.
                else_=literal(at, UtcDateTime()),
            ),
            closed_until=until,
        ),
        execution_options=_PLAIN,
    )
    revision.mark(session, facts=False)


def reopen(session: Session) -> None:
    """A message has passed: nothing stops the mail any more. The caller commits."""
    session.execute(
        update(Pulse)
        .where(Pulse.trouble != "")
        .values(trouble="", trouble_words="", trouble_since=None, closed_until=None),
        execution_options=_PLAIN,
    )
    revision.mark(session, facts=False)
