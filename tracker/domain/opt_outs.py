"""Somebody who asked, through a mail, to get no more reminders: a coordinator is told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code
from tracker.domain.changes import Actor, note
from tracker.domain.messages import MailLink
from tracker.domain.people import Person

#: one_click: by the mail reader, RFC 8058; page: by the person, on the page of the mail.
WAYS = ("one_click", "page")


class OptOut(Base):
    """It silences nothing by itself: another contact is appointed, then it is handled."""

    __tablename__ = "opt_out"
    __table_args__ = (
        one_of("way", WAYS),
        all_or_none("handling_is_whole", "handled_at", "handled_by"),
        Index(
            "uq_opt_out_open",
            "person_id",
            unique=True,
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    way: Mapped[str] = mapped_column(short_code())
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handled_by: Mapped[str | None] = mapped_column(String(160))


def ask(session: Session, link: MailLink, way: str, at: datetime) -> bool:
    """Whoever got the mail of `link` asks for no more reminders. `way`: one of WAYS.

    False where they asked before and nobody has seen to it yet. The caller commits.
    """
    # Held: two presses at once are one request.
    person = session.get_one(Person, link.person_id, with_for_update=True)
    if _waiting(session, person.id) is not None:
        return False
    session.add(OptOut(person_id=person.id, message_id=link.message_id, asked_at=at, way=way))
    actor = Actor(person.id, person.name, at, "mail")
    note(session, "person", person.id, actor, "asked", field="opt_out")
    return True


def settle(session: Session, person: Person, actor: Actor) -> bool:
    """The coordination has seen to it. False where nothing waits. The caller commits."""
    waiting = _waiting(session, person.id)
    if waiting is None:
        return False
    waiting.handled_at, waiting.handled_by = actor.at, actor.name
    note(session, "person", person.id, actor, "settled", field="opt_out")
    return True


def _waiting(session: Session, person_id: int) -> OptOut | None:
    return session.scalar(
        select(OptOut).where(OptOut.person_id == person_id, OptOut.handled_at.is_(None))
    )
