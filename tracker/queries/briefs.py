"""The Monday briefs that were kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from tracker.domain.briefs import Brief, BriefItem, Content, read


@dataclass(frozen=True, slots=True)
class BriefRow:
    """A brief of a list: its number and its day, the day it looks back to, its conclusion."""

    number: int
    day: date
    since: date
    made_at: datetime
    headline_fr: str
    headline_en: str

    def headline(self, locale: str) -> str:
        return self.headline_en if locale == "en" else self.headline_fr


@dataclass(frozen=True, slots=True)
class WholeBrief:
    """A brief with what it tells. `number`, `made_at`: None for one that is not kept yet."""

    number: int | None
    day: date
    since: date
    made_at: datetime | None
    content: Content


def read_briefs(session: Session, plan_id: int) -> list[BriefRow]:
    """Every brief of a plan, the newest first. One statement."""
    table = Brief.__table__.c
    rows = session.execute(
        select(
            table.number,
            table.day,
            table.since,
            table.made_at,
            table.headline_fr,
            table.headline_en,
        )
        .where(table.plan_id == plan_id)
        .order_by(table.number.desc())
    )
    return [BriefRow(*row) for row in rows]


def read_brief(session: Session, plan_id: int, number: int) -> WholeBrief | None:
    """One brief of a plan, by its number. Two statements."""
    return _whole(session, Brief.plan_id == plan_id, Brief.number == number)


def briefs_between(session: Session, plan_id: int, first: int, last: int) -> list[WholeBrief]:
    """The briefs of a plan from the number `first` to the number `last`. Two statements."""
    numbers = Brief.number.between(first, last)
    return _wholes(session, Brief.plan_id == plan_id, numbers)


def brief_of_day(session: Session, plan_id: int, day: date) -> WholeBrief | None:
    """The brief of a plan that was made for `day`. Two statements."""
    return _whole(session, Brief.plan_id == plan_id, Brief.day == day)


def _whole(session: Session, *where: ColumnElement[bool]) -> WholeBrief | None:
    found = _wholes(session, *where)
    return found[0] if found else None


def _wholes(session: Session, *where: ColumnElement[bool]) -> list[WholeBrief]:
    table = Brief.__table__.c
    rows = session.execute(
        select(table.id, table.number, table.day, table.since, table.made_at, table.content)
        .where(*where)
        .order_by(table.number)
    ).all()
    items = _items(session, [row.id for row in rows]) if rows else {}
    return [
        WholeBrief(*row[1:-1], content=read(row.content, items.get(row.id, ()))) for row in rows
    ]


def _items(session: Session, brief_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """The part and the text of what briefs tell, in order, by their ids."""
    table = BriefItem.__table__.c
    found: dict[int, list[tuple[str, str]]] = {}
    for brief_id, part, text in session.execute(
        select(table.brief_id, table.part, table.content)
        .where(table.brief_id.in_(brief_ids))
        .order_by(table.brief_id, table.rank, table.id)
    ):
        found.setdefault(brief_id, []).append((part, text))
    return found
