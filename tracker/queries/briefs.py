"""The Monday brief: what it is to tell today, and those that were kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from tracker.domain.briefs import Brief, Content, read
from tracker.queries import attention
from tracker.queries.attention import Need
from tracker.queries.decisions import DecisionRow, decisions_since
from tracker.queries.plan_rows import CommitmentRow, QuestionRow
from tracker.queries.plan_view import PlanView
from tracker.queries.questions import AskedRow, asked_by
from tracker.queries.readings import unread_before
from tracker.queries.to_mend import to_mend

#: An answer that the director has not read for so long shows in her brief.
UNREAD_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a brief of the view's day is about, each list most urgent first.

    `changes`: every answer since `since`; `changed`: less what is told under `slipped`;
    `unreached`: ids of the units to which nobody can be written.
    """

    view: PlanView
    since: date
    changes: tuple[CommitmentRow, ...]
    changed: tuple[CommitmentRow, ...]
    slipped: tuple[CommitmentRow, ...]
    needs: tuple[Need, ...]
    unanswered: tuple[QuestionRow, ...]
    unread: tuple[CommitmentRow, ...]
    silent: tuple[CommitmentRow, ...]
    unreached: tuple[int, ...]
    asked: tuple[AskedRow, ...]
    decisions: tuple[DecisionRow, ...]


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


def looks_back_to(view: PlanView) -> date:
    """The day since which a brief of the view's day tells: of the brief before it, else of the
    relance before."""
    before = view.plan.brief_on if view.plan else None
    if before is not None and before < view.today:
        return before
    return attention.last_slot_before(view)


def find(session: Session, view: PlanView, since: date) -> Findings:
    """What to tell of a plan, which must be there, on the view's day. Three statements."""
    plan_id = view.plan.id
    changes = attention.changed_since(view, since)
    slipped = attention.slipped_since(view, since)
    told_below = {row.id for row in slipped}
    unread = unread_before(session, plan_id, view.today - UNREAD_AFTER)
    return Findings(
        view,
        since,
        tuple(changes),
        tuple(sorted(_but(changes, told_below), key=_by_answer)),
        tuple(slipped),
        tuple(attention.needs_of_direction(view)),
        tuple(attention.questions_of_direction(view)),
        tuple(view.by_id[id_] for id_ in unread if id_ in view.by_id),
        tuple(attention.silent(view)),
        tuple(_unreached(view)),
        tuple(asked_by(session, plan_id, attention.directors(view), since)),
        tuple(decisions_since(session, plan_id, since)),
    )


def _but(rows: list[CommitmentRow], told: set[int]) -> list[CommitmentRow]:
    return [row for row in rows if row.id not in told]


def _by_answer(row: CommitmentRow) -> int:
    """What ends first, then what moved closer, then what only goes on."""
    return ("done", "postponed", "on_track", "blocked").index(row.answer or "on_track")


def _unreached(view: PlanView) -> list[int]:
    """Units with something open and nobody to write to."""
    return [one.unit_id for one in to_mend(view) if one.kind in {"no_contact", "away_alone"}]


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
    """One brief of a plan, by its number. One statement."""
    return _whole(session, Brief.plan_id == plan_id, Brief.number == number)


def briefs_between(session: Session, plan_id: int, first: int, last: int) -> list[WholeBrief]:
    """The briefs of a plan from the number `first` to the number `last`. One statement."""
    numbers = Brief.number.between(first, last)
    return _wholes(session, Brief.plan_id == plan_id, numbers)


def brief_of_day(session: Session, plan_id: int, day: date) -> WholeBrief | None:
    """The brief of a plan that was made for `day`. One statement."""
    return _whole(session, Brief.plan_id == plan_id, Brief.day == day)


def _whole(session: Session, *where: ColumnElement[bool]) -> WholeBrief | None:
    found = _wholes(session, *where)
    return found[0] if found else None


def _wholes(session: Session, *where: ColumnElement[bool]) -> list[WholeBrief]:
    table = Brief.__table__.c
    rows = session.execute(
        select(table.number, table.day, table.since, table.made_at, table.content)
        .where(*where)
        .order_by(table.number)
    )
    return [WholeBrief(*row[:-1], content=read(row.content)) for row in rows]
