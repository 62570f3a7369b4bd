"""Answers that somebody else gave through the link of one's mail."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.updates import Update


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """Who answered in the place of the link's owner, what and when."""

    commitment_id: int
    author_name: str
    answer: str
    sentence: str
    said_on: date


def answers_by_others(session: Session, owner_id: int, since: date) -> list[LinkAnswer]:
    """Answers given under another name by the links sent to `owner_id`, from `since` on, newest
    first. One statement."""
    rows = session.execute(
        select(
            Update.commitment_id,
            Update.author_name,
            Update.answer,
            Update.sentence,
            Update.said_on,
        )
        .where(
            Update.link_owner_id == owner_id,
            Update.author_id.is_(None),
            Update.withdrawn_at.is_(None),
            Update.said_on >= since,
        )
        .order_by(Update.said_at.desc())
        .limit(20)
    )
    return [LinkAnswer(*row) for row in rows]
