"""Everything that can be found of some words, by kind, as far as its reader may see it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    cast,
    column,
    exists,
    func,
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
from tracker.domain.reviews import Review, ReviewGuest
from tracker.domain.search import SearchEntry, span
from tracker.domain.units import Unit
from tracker.queries.finding import Wanted, is_prefix

#: No more than these are counted of one kind: nobody reads further, and the next letter is coming.
CAP = 200
#: Kinds of which the newest is shown first; the others keep the plan's own order.
_SAID = ("question", "blocker_reply", "decision", "note", "confidence", "answer")
#: On SQLite, the index of words (FTS5).
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
    session: Session, wanted: Wanted, sight: Sight, each: int, kind: str | None = None
) -> list[FoundRow]:
    """The first `each` of each kind, or of `kind` alone, those of a kind beside one another.

    One statement; none when nothing is wanted.
    """
    if not wanted:
        return []
    sqlite = session.get_bind().dialect.name == "sqlite"
    shape = (sight.every_plan, sight.everybody, sight.every_question, sight.every_review)
    given = {
        "words": _fts5(wanted, sight) if sqlite else _tsquery(wanted),
        "code": wanted.code,
        "plan": sight.plan_id,
        "reader": sight.person_id,
        "units": sight.unit_ids,
        "dossiers": sight.dossier_ids,
        "each": each,
    }
    return [FoundRow(*row) for row in session.execute(_statement(sqlite, kind, *shape), given)]


@cache
def _statement(
    sqlite: bool,
    kind: str | None,
    every_plan: bool,
    everybody: bool,
    every_question: bool,
    every_review: bool,
) -> Select:
    """Built once for each sort of reader: building it costs more than running it."""
    allowed = [_kept_with_the_plan(every_plan)] if every_plan or not sqlite else []
    allowed.append(or_(_ENTRY.kind != "note", _over()))
    if not everybody:
        allowed.append(or_(_ENTRY.kind != "person", _answers_for_a_unit()))
    if not every_question:
        on = or_(_ENTRY.dossier_id.is_(None), _ENTRY.dossier_id.in_(_several("dossiers")))
        allowed.append(or_(_ENTRY.kind != "question", on))
    if not every_review:
        allowed.append(_of_their_reviews())
    if kind is not None:
        return _rows(_hits(sqlite, *span(kind), allowed).limit(CAP + 1))
    answers = span("answer")
    # The many are read from the newest, no further than they are counted.
    few = _hits(sqlite, 0, answers[0] - 1, allowed)
    many = _hits(sqlite, *answers, allowed).limit(CAP + 1)
    return _rows(union_all(select(few.subquery()), select(many.subquery())))


def _hits(sqlite: bool, first: int, last: int, allowed: list[ColumnElement[bool]]) -> Select:
    """Ids between two, each with its kind and its place among those of its kind."""
    if sqlite:
        ident, words = _WORDS.c.rowid, column("search_words").op("MATCH")(bindparam("words"))
        source = _WORDS.join(SearchEntry.__table__, _ENTRY.id == ident)
    else:
        ident, words = _ENTRY.id, column("words").op("@@")(cast(bindparam("words"), TSQUERY))
        source = SearchEntry.__table__
    said = first == span("answer")[0]
    same = func.lower(func.replace(_ENTRY.code, "-", "")) == bindparam("code")
    rank = -ident if said else case((_ENTRY.kind.in_(_SAID), -ident), (same, 0), else_=ident)
    return (
        select(_ENTRY.kind, ident.label("id"), rank.label("rank"))
        .select_from(source)
        .where(words, ident.between(first, last), *([] if said and sqlite else allowed))
        .order_by(ident.desc() if said else rank)
    )


def _kept_with_the_plan(every_plan: bool) -> ColumnElement[bool]:
    """Of the reader's plan, or of none: units and people. On SQLite it is among the words.

    Reviews and decisions are read of the current plan only, whoever reads.
    """
    this_one = or_(_ENTRY.plan_id.is_(None), _ENTRY.plan_id == bindparam("plan"))
    return or_(_ENTRY.kind.not_in(("note", "decision")), this_one) if every_plan else this_one


def _over() -> ColumnElement[bool]:
    """What is written down in a review is read in its minutes, once it has ended."""
    return exists().where(Review.id == _ENTRY.review_id, Review.ended_at.is_not(None))


def _answers_for_a_unit() -> ColumnElement[bool]:
    """As the pages of units show people to everybody."""
    return exists().where(
        Person.id == _ENTRY.person_id,
        Person.active,
        Contact.person_id == Person.id,
        Contact.unit_id == Unit.id,
        Unit.successor_id.is_(None),
    )


def _of_their_reviews() -> ColumnElement[bool]:
    """Notes and decisions of reviews the reader is invited to; decisions that are theirs."""
    invited = exists().where(
        ReviewGuest.review_id == _ENTRY.review_id, ReviewGuest.person_id == bindparam("reader")
    )
    theirs = or_(_ENTRY.person_id == bindparam("reader"), _ENTRY.unit_id.in_(_several("units")))
    return or_(
        _ENTRY.kind.not_in(("note", "decision")), invited, and_(_ENTRY.kind == "decision", theirs)
    )


def _several(name: str) -> BindParameter:
    return bindparam(name, expanding=True)


def _fts5(wanted: Wanted, sight: Sight) -> str:
    """Each word in quotation marks, of letters and digits only: nothing else is an operator.

    What belongs to no plan is of the plan 0.
    """
    words = " AND ".join(f'"{word}"{"*" if is_prefix(word) else ""}' for word in wanted.words)
    plans = "" if sight.every_plan else f' AND plan : ("p0" OR "p{sight.plan_id or 0}")'
    return f"words : ({words}){plans}"


def _tsquery(wanted: Wanted) -> str:
    return " & ".join(f"'{word}'{':*' if is_prefix(word) else ''}" for word in wanted.words)


def _rows(found: Select | CompoundSelect) -> Select:
    """The first of each kind with where they are."""
    hits = found.subquery("hits")
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
        .where(counted.c.place <= bindparam("each"))
        .order_by(counted.c.kind, counted.c.place)
    )
