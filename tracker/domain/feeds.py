"""Private calendar feeds, of a person or of a unit: only the hash of their token is kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none
from tracker.domain.changes import Actor, note
from tracker.domain.people import Person
from tracker.domain.tokens import new_token, token_hash
from tracker.domain.units import Unit


class CalendarFeed(Base):
    """An address that shows milestones to whoever holds it, until it is revoked."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="of_one"),
        all_or_none("revocation_is_whole", "revoked_at", "revoked_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(160))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str | None] = mapped_column(String(160))


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose feed it is: a `person` or a `unit`, by its id."""

    kind: str
    id: int


def make(session: Session, owner: Owner, actor: Actor) -> str:
    """Open a feed, the only one of its owner: the one before opens nothing any more.

    Returns its token, which nobody can read again. The caller commits.
    """
    replaced = _end(session, owner, actor)
    token = new_token()
    session.add(
        CalendarFeed(
            token_hash=token_hash(token),
            person_id=owner.id if owner.kind == "person" else None,
            unit_id=owner.id if owner.kind == "unit" else None,
            made_at=actor.at,
            made_by=actor.name,
        )
    )
    note(session, owner.kind, owner.id, actor, "changed" if replaced else "added", field="calendar")
    return token


def revoke(session: Session, owner: Owner, actor: Actor) -> bool:
    """Close the feed of an owner; False where none was open. The caller commits."""
    ended = _end(session, owner, actor)
    if ended:
        note(session, owner.kind, owner.id, actor, "removed", field="calendar")
    return ended


def _end(session: Session, owner: Owner, actor: Actor) -> bool:
    """Its owner is held until the commit: two who make one at once come one after the other."""
    session.get_one(Person if owner.kind == "person" else Unit, owner.id, with_for_update=True)
    column = CalendarFeed.person_id if owner.kind == "person" else CalendarFeed.unit_id
    live = session.scalars(
        select(CalendarFeed).where(column == owner.id, CalendarFeed.revoked_at.is_(None))
    ).all()
    for feed in live:
        feed.revoked_at, feed.revoked_by = actor.at, actor.name
    return bool(live)
