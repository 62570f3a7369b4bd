"""The one way past the triggers that refuse DELETE: see docs/decisions/0009."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, delete, text
from sqlalchemy.orm import Session

#: Tables whose rows stay, on both databases, whoever asks.
TABLES = (
    "baseline",
    "message_event",
    "commitment_update",
    "change",
    "blocker_reply",
    "brief",
    "brief_item",
    "confidence",
    "review_minutes",
    "reading",
    "survey_wording",
    "published_figure",
    "indicator_value",
)


@contextmanager
def deletable(session: Session) -> Iterator[None]:
    """Within it, and within this transaction only, rows of TABLES may be deleted.

    Both databases undo it with the transaction: whatever goes wrong, the triggers are back.
    """
    if session.get_bind().dialect.name == "sqlite":
        yield from _without_triggers(session)
    else:
        yield from _with_triggers_off(session)


def remove(session: Session, table: type, where: ColumnElement[bool]) -> None:
    """Delete rows without reading them; those of TABLES only within `deletable`."""
    session.execute(delete(table).where(where), execution_options={"synchronize_session": False})


def _without_triggers(session: Session) -> Iterator[None]:
    """SQLite has no switch: each trigger is dropped, then made anew from its own text."""
    names = [f"{table}_no_delete" for table in TABLES]
    rows = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    written = {name: sql for name, sql in rows if name in names}
    for name in names:
        session.execute(text(f"DROP TRIGGER {name}"))
    yield
    session.flush()
    connection = session.connection()
    for name in names:
        connection.exec_driver_sql(written[name])


def _with_triggers_off(session: Session) -> Iterator[None]:
    for table in TABLES:
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_delete"))
    yield
    session.flush()
    for table in TABLES:
        session.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_delete"))
