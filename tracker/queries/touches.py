"""Who last changed a field, or answered, since a moment: told where two changed the same thing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Change
from tracker.domain.updates import Update

_KINDS = ("dossier", "milestone", "person")


@dataclass(frozen=True, slots=True)
class Touch:
    """Somebody changed something, at an instant."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Touches:
    """`fields`: the last change of each (kind, id, field), and what it left there; `said`: answers,
    by their ids; `withdrawn`: the last answer withdrawn of each commitment."""

    fields: dict[tuple[str, int, str], tuple[Touch, str]]
    said: dict[int, Touch]
    withdrawn: dict[int, Touch]

    def of_field(
        self, kind: str, ident: int, field: str, values: Collection[str], since: datetime
    ) -> Touch | None:
        """Who gave the field what it holds, one of `values`; None where the history does not say
        so: what holds there now came by another way."""
        touch, left = self.fields.get((kind, ident, field), (None, ""))
        return touch if touch and touch.at >= since and left in values else None

    def of_answer(self, commitment_id: int, live: int | None, since: datetime) -> Touch | None:
        """Who said what stands (`live`: its id), or withdrew what stood before it; None where it
        stands for another reason: the unit took over the lead, say."""
        touch = self.said.get(live or 0) or self.withdrawn.get(commitment_id)
        return touch if touch and touch.at >= since else None


def read_touches(session: Session, since: datetime) -> Touches:
    """Everything changed by hand in the plans and said of them from `since` on. Two statements."""
    change, update = Change.__table__.c, Update.__table__.c
    changes = session.execute(
        select(
            change.object_kind,
            change.object_id,
            change.field,
            change.by_name,
            change.at,
            change.after,
        )
        .where(change.object_kind.in_(_KINDS), change.field != "", change.at >= since)
        .order_by(change.id)
    )
    fields = {
        (kind, ident, field): (Touch(by, at), after)
        for kind, ident, field, by, at, after in changes
    }
    answers = session.execute(
        select(
            update.id,
            update.commitment_id,
            update.author_name,
            update.said_at,
            update.withdrawn_by,
            update.withdrawn_at,
        )
        .where(or_(update.said_at >= since, update.withdrawn_at >= since))
        .order_by(update.withdrawn_at)
    ).all()
    return Touches(
        fields,
        {row.id: Touch(row.author_name, row.said_at) for row in answers},
        {
            row.commitment_id: Touch(row.withdrawn_by, row.withdrawn_at)
            for row in answers
            if row.withdrawn_at is not None
        },
    )
