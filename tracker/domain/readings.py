"""Answers that the director marked as read, with a word back where she had one. Insert only."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime
from tracker.domain.changes import Actor

WORDS_LIMIT = 500


class Reading(Base):
    """One answer, read once for all: by whom, when, and the word back, which may be empty."""

    __tablename__ = "reading"

    update_id: Mapped[int] = mapped_column(ForeignKey("commitment_update.id"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    words: Mapped[str] = mapped_column(String(500), default="")


def mark_read(session: Session, update_id: int, actor: Actor, words: str = "") -> bool:
    """Mark an answer as read, with a word back; False where it was read before, which stays as
    it is. The caller has locked the commitment, and commits."""
    if session.get(Reading, update_id) is not None:
        return False
    reading = Reading(update_id=update_id, by_id=actor.person_id, by_name=actor.name, at=actor.at)
    reading.words = words
    session.add(reading)
    session.flush()
    return True
