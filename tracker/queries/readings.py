"""Which answers the director has read, and what she said back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.readings import Reading
from tracker.domain.updates import Update


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """An answer that was read; `words` may be empty."""

    update_id: int
    by_name: str
    at: datetime
    words: str


def readings_of(session: Session, update_ids: Collection[int]) -> dict[int, ReadingRow]:
    """Those of `update_ids` that were read, by the answer's id. One statement."""
    if not update_ids:
        return {}
    table = Reading.__table__.c
    rows = session.execute(
        select(table.update_id, table.by_name, table.at, table.words).where(
            table.update_id.in_(update_ids)
        )
    )
    return {row.update_id: ReadingRow(*row) for row in rows}


def unread_before(session: Session, plan_id: int, day: date) -> list[int]:
    """Ids of the commitments of a plan whose live answer was given before `day` and was never
    read, the oldest first. One statement.

    Only answers given since the first one that was read count, so that a director who begins to
    mark starts from nothing; « on track » without a word has nothing to be read.
    """
    first_read = select(func.min(Update.said_at)).join(Reading, Reading.update_id == Update.id)
    return list(
        session.scalars(
            select(Commitment.id)
            .join(Milestone, Milestone.id == Commitment.milestone_id)
            .join(Update, Update.id == Commitment.live_update_id)
            .outerjoin(Reading, Reading.update_id == Update.id)
            .where(
                Milestone.plan_id == plan_id,
                Milestone.withdrawn_at.is_(None),
                Commitment.released_at.is_(None),
                Reading.update_id.is_(None),
                or_(Update.answer != "on_track", Update.sentence != ""),
                Update.said_on < day,
                Update.said_at >= first_read.scalar_subquery(),
            )
            .order_by(Update.said_at, Update.id)
        )
    )
