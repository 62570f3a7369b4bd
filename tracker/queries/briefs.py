"""The Monday briefs that were kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
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


def brief_head(session: Session, plan_id: int, day: date, first: int) -> WholeBrief | None:
    """The brief of a plan that was made for `day`, with no more than the first lines of each of
    its parts: `first`. One that held its items itself is read whole. Two statements."""
    table = Brief.__table__.c
    row = session.execute(
        select(table.id, table.number, table.day, table.since, table.made_at, table.content).where(
            table.plan_id == plan_id, table.day == day
        )
    ).one_or_none()
    if row is None:
        return None
    found = session.execute(_first_lines(row.id, first)).all()
    content = read(row.content, ((one.part, one.content) for one in found))
    beyond = {one.part: one.lines - first for one in found if one.lines > first}
    return WholeBrief(*row[1:-1], content=replace(content, beyond=beyond))


def _first_lines(brief_id: int, first: int) -> Select:
    """The items of the first lines of each part, in order, each with how many lines its part
    has."""
    item = BriefItem.__table__.c
    in_order = func.row_number().over(partition_by=item.part, order_by=(item.rank, item.id))
    placed = (
        select(item.id, item.part, item.line, in_order.label("place"))
        .where(item.brief_id == brief_id)
        .subquery()
    )
    # A line stands where its first item does.
    lines = (
        select(placed.c.part, placed.c.line, func.min(placed.c.place).label("place"))
        .group_by(placed.c.part, placed.c.line)
        .subquery()
    )
    of_part = {"partition_by": lines.c.part}
    counted = select(
        lines.c.part,
        lines.c.line,
        func.row_number().over(**of_part, order_by=lines.c.place).label("number"),
        func.count().over(**of_part).label("lines"),
    ).subquery()
    return (
        select(item.part, item.content, counted.c.lines)
        .join(placed, placed.c.id == item.id)
        .join(counted, and_(counted.c.part == placed.c.part, counted.c.line == placed.c.line))
        .where(counted.c.number <= first)
        .order_by(placed.c.part, placed.c.place)
    )


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
