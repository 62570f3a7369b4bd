"""The « Historique » of objects changed by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Change


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of a history: who, what, from, to, when, by what way."""

    id: int
    object_kind: str
    object_id: int
    at: datetime
    by_id: int | None
    by_name: str
    way: str
    what: str
    field: str
    before: str
    after: str
    reason: str


def changes_of(
    session: Session, kind: str, object_ids: Collection[int], after: int = 0
) -> list[ChangeRow]:
    """Lines of these objects of one kind past the id `after`, newest first. One statement."""
    if not object_ids:
        return []
    table = Change.__table__.c
    rows = session.execute(
        select(
            table.id,
            table.object_kind,
            table.object_id,
            table.at,
            table.by_id,
            table.by_name,
            table.way,
            table.what,
            table.field,
            table.before,
            table.after,
            table.reason,
        )
        .where(table.object_kind == kind, table.object_id.in_(object_ids), table.id > after)
        .order_by(table.id.desc())
    )
    return [ChangeRow(*row) for row in rows]


def last_change(session: Session, kind: str, object_id: int) -> int:
    """Id of the newest line of an object's history; 0 when it has none. One statement."""
    table = Change.__table__.c
    newest = select(func.max(table.id)).where(
        table.object_kind == kind, table.object_id == object_id
    )
    return session.scalar(newest) or 0
