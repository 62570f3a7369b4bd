"""Days on which the city's offices are closed."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base
from tracker.domain.changes import Actor, note


class Closure(Base):
    """One closed day, and on what ground it is known to be one."""

    __tablename__ = "closure"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(120))
    basis: Mapped[str] = mapped_column(String(200))


def close_day(session: Session, day: date, name: str, basis: str, actor: Actor) -> Closure:
    """A closed day that was not one; noted in the settings. The caller commits."""
    closure = Closure(day=day, name=name, basis=basis)
    session.add(closure)
    note(session, "settings", 1, actor, "added", field="closure", after=_told(closure))
    return closure


def rename_closure(session: Session, closure: Closure, name: str, actor: Actor) -> bool:
    """Call a closed day otherwise, noted; whether anything changed. The caller commits."""
    if closure.name == name:
        return False
    before = _told(closure)
    closure.name = name
    after = _told(closure)
    note(session, "settings", 1, actor, "changed", field="closure", before=before, after=after)
    return True


def open_day(session: Session, closure: Closure, actor: Actor) -> None:
    """A day that is not closed after all; noted. The caller commits."""
    note(session, "settings", 1, actor, "removed", field="closure", before=_told(closure))
    session.delete(closure)


def _told(closure: Closure) -> str:
    return f"{closure.day} {closure.name}"
