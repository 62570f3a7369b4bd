"""The Monday brief leaves the plan: written down once, it stays as it was."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker.db import insert_once
from tracker.domain.briefs import Brief, BriefItem, Content, Words, rank, written, written_item
from tracker.queries.brief_findings import (
    Asides,
    Findings,
    Placed,
    find_beside,
    find_in,
    looks_back_to,
    read_asides,
    unreached_of,
)
from tracker.queries.briefs import WholeBrief, brief_of_day
from tracker.queries.plan_parts import AT_ONCE, Wanted, milestones_in_parts, read_part
from tracker.queries.plan_view import PlanView
from tracker.wording.briefs import Conclusion, Telling, content_of, headlines, items_of

#: Items written down by one statement.
_WRITTEN_AT_ONCE = 100


def live_brief(session: Session, view: PlanView, zone: ZoneInfo) -> WholeBrief:
    """What a brief of the view's day would tell; nothing is kept. Needs an app context.

    `view`: of a plan that is there. Three statements.
    """
    since = looks_back_to(view)
    found = found_in_all(view, since, read_asides(session, view, since))
    return WholeBrief(None, view.today, since, None, content_of(found, zone))


def found_in_all(view: PlanView, since: date, asides: Asides) -> tuple[Findings, Findings]:
    """What to tell of a whole plan."""
    return find_in(view, since, asides), find_beside(view, asides, unreached_of(view))


def brief_for(
    session: Session, view: PlanView, zone: ZoneInfo, day: date | None = None
) -> WholeBrief:
    """The brief that was kept for `day`, the view's by default; else as it would be made now."""
    kept = brief_of_day(session, view.plan.id, day or view.today)
    return kept or live_brief(session, view, zone)


def keep_brief(session: Session, base: PlanView, zone: ZoneInfo, at: datetime) -> int | None:
    """Write down the brief of the day of `base`; its number. The plan is read in parts, twice:
    what it concludes stands at its head. The caller commits.

    None when there is one already, or somebody else is writing it. `at`: the real instant.
    """
    if base.plan.brief_on == base.today:
        return None
    since = looks_back_to(base)
    with_directors = read_part(session, base, Wanted())
    asides = read_asides(session, with_directors, since)
    conclusion, unreached = Conclusion(), {}
    for view in _parts(session, base):
        conclusion.add(find_in(view, since, asides))
        unreached |= {one.what: one for one in unreached_of(view)}
    conclusion.add(find_beside(with_directors, asides, ()))
    head = conclusion.head(base)
    kept = _keep_head(
        session, base.plan.id, base.today, since, at, head, conclusion.headlines(head)
    )
    if kept is None:
        return None
    brief_id, number = kept
    for view in _parts(session, base):
        _keep_items(session, brief_id, items_of(find_in(view, since, asides), zone))
    for found in _beside(session, base, asides, unreached):
        _keep_items(session, brief_id, items_of(found, zone))
    return number


def keep(session: Session, plan_id: int, brief: WholeBrief, at: datetime) -> int | None:
    """Write down `brief` under the next number of its plan, as `keep_brief` does."""
    told = headlines(brief.content)
    kept = _keep_head(session, plan_id, brief.day, brief.since, at, brief.content, told)
    if kept is None:
        return None
    items = (
        (part, (place,), item)
        for part, some in brief.content.parts.items()
        for place, item in enumerate(some)
    )
    _keep_items(session, kept[0], items)
    return kept[1]


def is_owed(view: PlanView) -> bool:
    """Whether the plan's last relance left without a brief: before there were any, or because a
    process ended."""
    plan = view.plan
    if plan is None or plan.state != "approved" or plan.last_slot_on is None:
        return False
    return plan.brief_on is None or plan.brief_on < plan.last_slot_on


def _parts(session: Session, base: PlanView) -> Iterator[PlanView]:
    for milestones in milestones_in_parts(session, base.plan.id):
        yield read_part(session, base, Wanted(milestones=milestones))


def _beside(
    session: Session, base: PlanView, asides: Asides, unreached: Mapping[int, Placed[int]]
) -> Iterator[Findings]:
    """What no row of the plan says by itself: what was asked and decided, then who is unreached."""
    wanted = Wanted(
        commitments={row.commitment_id for row in asides.asked} - {None},
        milestones={row.milestone_id for row in asides.decisions} - {None},
        named_units={row.owner_unit_id for row in asides.decisions} - {None},
    )
    view = read_part(session, base, wanted)
    yield find_beside(view, asides, ())
    units = iter(unreached)
    while some := list(islice(units, AT_ONCE)):
        view = read_part(session, base, Wanted(units=some))
        yield Findings(view, unreached=[unreached[unit_id] for unit_id in some])


def _keep_head(
    session: Session,
    plan_id: int,
    day: date,
    since: date,
    at: datetime,
    head: Content,
    headline: Words,
) -> tuple[int, int] | None:
    """Id and number of the brief."""
    table = Brief.__table__.c
    last = select(func.coalesce(func.max(table.number), 0)).where(table.plan_id == plan_id)
    return session.execute(
        insert_once(session, Brief)
        .values(
            plan_id=plan_id,
            number=last.scalar_subquery() + 1,
            day=day,
            since=since,
            made_at=at,
            headline_fr=headline.fr,
            headline_en=headline.en,
            content=written(head),
        )
        .on_conflict_do_nothing()
        .returning(Brief.id, Brief.number)
    ).one_or_none()


def _keep_items(session: Session, brief_id: int, told: Iterable[Telling]) -> None:
    """In this order, a few at a time: a brief may be long."""
    rows = (
        {
            "brief_id": brief_id,
            "part": part,
            "rank": rank(order),
            "line": item.line,
            "content": written_item(item),
        }
        for part, order, item in told
    )
    while some := list(islice(rows, _WRITTEN_AT_ONCE)):
        session.connection().execute(insert(BriefItem.__table__), some)
