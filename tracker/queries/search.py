"""Everything that can be found of some words, by kind, as far as its reader may see it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    cast,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session, aliased

from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.reviews import ReviewGuest
from tracker.domain.search import SearchEntry, span
from tracker.domain.units import Unit
from tracker.queries.finding import Wanted, is_prefix

#: No more than these are counted of one kind: nobody reads further, and the next letter is coming.
CAP = 200
#: Kinds that belong to no plan.
_OF_THE_CITY = frozenset({"unit", "person"})
#: Kinds of which the newest is shown first; the others keep the plan's own order.
_SAID = frozenset({"answer", "question", "blocker_reply", "decision", "note", "confidence"})
_WORDS = table("search_words", column("rowid"), column("words"), column("plan"))
_ENTRY = SearchEntry.__table__.c


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader may see. `plan_id`: the one plan they look into, None for none.

    `every_plan`, `everybody`, `every_question`, `every_review`: the whole of it; otherwise people
    who answer for a unit, questions on these dossiers and on milestones, reviews they are invited
    to, and decisions that are theirs or their units'.
    """

    person_id: int
    plan_id: int | None
    unit_ids: tuple[int, ...] = ()
    dossier_ids: tuple[int, ...] = ()
    every_plan: bool = False
    everybody: bool = False
    every_question: bool = False
    every_review: bool = False


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Something found, and where it is. `count`: how many of its kind, up to CAP + 1."""

    kind: str
    count: int
    source_id: int
    at: datetime | None
    by_name: str
    code: str
    text: str
    other: str
    plan_id: int | None
    plan_current: bool | None
    plan_fr: str | None
    plan_en: str | None
    dossier_id: int | None
    dossier_code: str | None
    dossier_fr: str | None
    dossier_en: str | None
    milestone_id: int | None
    milestone_code: str | None
    milestone_fr: str | None
    milestone_en: str | None
    unit_id: int | None
    person_id: int | None
    person: str | None
    review_id: int | None


def find(
    session: Session, wanted: Wanted, sight: Sight, kinds: Collection[str], each: int
) -> list[FoundRow]:
    """The first `each` of each of `kinds`, in the order given. One statement; none when nothing
    is wanted."""
    if not wanted:
        return []
    sqlite = session.get_bind().dialect.name == "sqlite"
    hits = [_hits(wanted, sight, kind, sqlite) for kind in kinds if _looks(sight, kind)]
    if not hits:
        return []
    order = {kind: place for place, kind in enumerate(kinds)}
    rows = session.execute(_rows(union_all(*hits).subquery("hits"), each)).all()
    return sorted((FoundRow(*row) for row in rows), key=lambda row: order[row.kind])


def _looks(sight: Sight, kind: str) -> bool:
    return kind in _OF_THE_CITY or sight.every_plan or sight.plan_id is not None


def _hits(wanted: Wanted, sight: Sight, kind: str, sqlite: bool) -> Select:
    """Ids of one kind in their order, one more than are counted."""
    first, last = span(kind)
    conditions = [*_allowed(sight, kind)]
    one_plan = None if kind in _OF_THE_CITY or sight.every_plan else sight.plan_id
    if sqlite:
        # The words alone give the ids; an entry is read only where it must be judged.
        ident = _WORDS.c.rowid
        source = _WORDS
        words = literal(_fts5(wanted, one_plan))
        conditions += [column("search_words").op("MATCH")(words)]
        if conditions[:-1] or kind not in _SAID:
            source = _WORDS.join(SearchEntry.__table__, _ENTRY.id == ident)
    else:
        ident, source = _ENTRY.id, SearchEntry.__table__
        conditions += [column("words").op("@@")(cast(_tsquery(wanted), TSQUERY))]
        if one_plan is not None:
            conditions.append(_ENTRY.plan_id == one_plan)
    if kind in _SAID:
        rank, order = -ident, ident.desc()
    else:
        same = func.lower(func.replace(_ENTRY.code, "-", "")) == wanted.code
        rank = order = case((same, 0), else_=ident)
    hits = (
        select(literal(kind).label("kind"), ident.label("id"), rank.label("rank"))
        .select_from(source)
        .where(ident.between(first, last), *conditions)
        .order_by(order)
        .limit(CAP + 1)
    )
    return select(hits.subquery())


def _allowed(sight: Sight, kind: str) -> Iterable[ColumnElement[bool]]:
    """What the reader may see of a kind, beyond the plan."""
    if kind == "person" and not sight.everybody:
        yield exists().where(
            Person.id == _ENTRY.person_id,
            Person.active,
            Contact.person_id == Person.id,
            Contact.unit_id == Unit.id,
            Unit.successor_id.is_(None),
        )
    if kind == "question" and not sight.every_question:
        yield or_(_ENTRY.dossier_id.is_(None), _ENTRY.dossier_id.in_(sight.dossier_ids))
    if kind in {"decision", "note"} and not sight.every_review:
        invited = exists().where(
            ReviewGuest.review_id == _ENTRY.review_id, ReviewGuest.person_id == sight.person_id
        )
        if kind == "note":
            yield invited
        else:
            own = _ENTRY.person_id == sight.person_id
            yield or_(invited, own, _ENTRY.unit_id.in_(sight.unit_ids))


def _fts5(wanted: Wanted, plan_id: int | None) -> str:
    """Each word in quotation marks, of letters and digits only: nothing else is an operator."""
    words = " AND ".join(f'"{word}"{"*" if is_prefix(word) else ""}' for word in wanted.words)
    scope = "" if plan_id is None else f' AND plan : "p{plan_id}"'
    return f"words : ({words}){scope}"


def _tsquery(wanted: Wanted) -> str:
    return " & ".join(f"'{word}'{':*' if is_prefix(word) else ''}" for word in wanted.words)


def _rows(hits, each: int) -> Select:
    """The first of each kind with where they are; `each`: how many."""
    place = func.row_number().over(partition_by=hits.c.kind, order_by=hits.c.rank)
    counted = select(
        hits.c.kind,
        hits.c.id,
        place.label("place"),
        func.count().over(partition_by=hits.c.kind).label("count"),
    ).subquery("counted")
    asker, on = aliased(Person), aliased(Dossier)
    return (
        select(
            counted.c.kind,
            counted.c.count,
            _ENTRY.source_id,
            _ENTRY.at,
            _ENTRY.by_name,
            _ENTRY.code,
            _ENTRY.text,
            _ENTRY.other,
            _ENTRY.plan_id,
            ActionPlan.is_current,
            ActionPlan.title_fr,
            ActionPlan.title_en,
            on.id,
            on.code,
            on.name_fr,
            on.name_en,
            _ENTRY.milestone_id,
            Milestone.code,
            Milestone.title_fr,
            Milestone.title_en,
            _ENTRY.unit_id,
            _ENTRY.person_id,
            asker.name,
            _ENTRY.review_id,
        )
        .select_from(counted)
        .join(SearchEntry.__table__, _ENTRY.id == counted.c.id)
        .outerjoin(Milestone, Milestone.id == _ENTRY.milestone_id)
        .outerjoin(on, on.id == func.coalesce(_ENTRY.dossier_id, Milestone.dossier_id))
        .outerjoin(ActionPlan, ActionPlan.id == _ENTRY.plan_id)
        .outerjoin(asker, asker.id == _ENTRY.person_id)
        .where(counted.c.place <= each)
        .order_by(counted.c.kind, counted.c.place)
    )
