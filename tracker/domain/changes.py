"""What was changed by hand, field by field: the « Historique » of every object. Insert only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code

OBJECTS = (
    "plan",
    "dossier",
    "milestone",
    "commitment",
    "unit",
    "person",
    "question",
    "review",
    "decision",
    "survey",
    "indicator",
    "consultation",
    "settings",
)
WAYS = ("page", "mail", "command", "file", "demonstration")


class Change(Base):
    """One field of one object (or the whole of it, `field` empty): from what, to what, by whom.

    `what`: created, changed, withdrawn, restored, moved, … (words in wording/changes.py).
    `before` and `after` are texts a reader understands: names, titles, ISO dates, codes.
    """

    __tablename__ = "change"
    __table_args__ = (
        one_of("object_kind", OBJECTS),
        one_of("way", WAYS),
        Index("ix_change_object", "object_kind", "object_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    object_kind: Mapped[str] = mapped_column(short_code())
    object_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(160))
    way: Mapped[str] = mapped_column(short_code())
    what: Mapped[str] = mapped_column(short_code(40))
    field: Mapped[str] = mapped_column(short_code(40), default="")
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(500), default="")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something, when, and by what way; `person_id` None from the command line."""

    person_id: int | None
    name: str
    at: datetime
    way: str = "page"


def note(
    session: Session,
    kind: str,
    object_id: int,
    actor: Actor,
    what: str,
    *,
    field: str = "",
    before: object = "",
    after: object = "",
    reason: str = "",
) -> None:
    """Write one line of the history of an object. The caller commits."""
    session.add(
        Change(
            object_kind=kind,
            object_id=object_id,
            at=actor.at,
            by_id=actor.person_id,
            by_name=actor.name,
            way=actor.way,
            what=what,
            field=field,
            before=_text(before),
            after=_text(after),
            reason=reason,
        )
    )


def revise(
    session: Session, kind: str, thing: object, actor: Actor, values: Mapping[str, object]
) -> list[str]:
    """Set `values` on `thing` (a row with an id) and note each field that differs.

    Returns the names of the fields that changed, in the order given. The caller commits.
    """
    changed = []
    for field, value in values.items():
        before = getattr(thing, field)
        if before == value:
            continue
        setattr(thing, field, value)
        note(session, kind, thing.id, actor, "changed", field=field, before=before, after=value)
        changed.append(field)
    return changed


def _text(value: object) -> str:
    """None is nothing; a day is ISO, a truth is 1 or nothing."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
