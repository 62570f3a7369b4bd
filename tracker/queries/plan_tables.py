"""A plan as tables of plain values: what a workbook holds, and what an import is compared with.

Each function yields (id, values), the values in the order of the tuple of names beside it: texts,
codes and ISO days, "" for nothing. Rows come as the database sends them, however many there are.
Withdrawn milestones and released commitments are left out. One statement each.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit, UnitName
from tracker.domain.updates import Update

Rows = Iterator[tuple[int, list[str]]]

DOSSIERS = ("code", "name_fr", "name_en", "short_fr", "short_en", "bureau_role", "lead")
MILESTONES = (
    "code",
    "dossier",
    "kind",
    "title_fr",
    "title_en",
    "starts_on",
    "baseline_due",
    "lead",
    "contributors",
)
COMMITMENTS = (
    "milestone",
    "unit",
    "role",
    "title_fr",
    "title_en",
    "baseline_due",
    "forecast",
    "answer",
    "done_on",
    "blocker",
    "answer_id",
)
PEOPLE = ("name", "email", "title", "locale", "role", "units")
UNITS = ("code", "name", "short", "long_form", "kind", "gloss_en")

#: Between two units of one cell.
BETWEEN = ";"
_AT_A_TIME = 1000


def dossiers(session: Session, plan_id: int) -> Rows:
    """Dossiers in the plan's order; `lead` is a unit's code."""
    statement = (
        select(
            Dossier.id,
            Dossier.code,
            Dossier.name_fr,
            Dossier.name_en,
            Dossier.short_fr,
            Dossier.short_en,
            Dossier.bureau_role,
            Unit.code,
        )
        .outerjoin(Unit, Unit.id == Dossier.lead_unit_id)
        .where(Dossier.plan_id == plan_id)
        .order_by(Dossier.position, Dossier.id)
    )
    return _plain(session, statement)


def milestones(session: Session, plan_id: int) -> Rows:
    """Milestones in the plan's order; `lead` and `contributors` are codes of units."""
    statement = (
        select(
            Milestone.id,
            Milestone.code,
            Dossier.code,
            Milestone.kind,
            Milestone.title_fr,
            Milestone.title_en,
            Milestone.starts_on,
            Milestone.baseline_due,
            Commitment.role,
            Unit.code,
        )
        .join(Dossier, Dossier.id == Milestone.dossier_id)
        .outerjoin(
            Commitment,
            and_(Commitment.milestone_id == Milestone.id, Commitment.released_at.is_(None)),
        )
        .outerjoin(Unit, Unit.id == Commitment.unit_id)
        .where(Milestone.plan_id == plan_id, Milestone.withdrawn_at.is_(None))
        .order_by(Dossier.position, Milestone.position, Milestone.id, Unit.position)
    )
    rows = session.execute(statement.execution_options(yield_per=_AT_A_TIME))
    for ident, shares in groupby(rows, key=lambda row: row[0]):
        held = list(shares)
        lead = next((unit for *_rest, role, unit in held if role == "lead"), "")
        others = BETWEEN.join(unit for *_rest, role, unit in held if role == "contributor")
        yield ident, [*map(_text, held[0][1:8]), lead, others]


def commitments(session: Session, plan_id: int) -> Rows:
    """Commitments in the plan's order, the lead of a milestone first. `answer_id`: the answer
    that stands, so that one more of the same kind is seen too."""
    blocker = aliased(Unit)
    statement = (
        select(
            Commitment.id,
            Milestone.code,
            Unit.code,
            Commitment.role,
            Milestone.title_fr,
            Milestone.title_en,
            func.coalesce(Baseline.due, Milestone.baseline_due),
            Commitment.forecast_due,
            Commitment.answer,
            Commitment.done_on,
            func.coalesce(blocker.code, Update.blocker_words),
            Commitment.live_update_id,
        )
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .join(Dossier, Dossier.id == Milestone.dossier_id)
        .join(Unit, Unit.id == Commitment.unit_id)
        .outerjoin(Baseline, and_(Baseline.milestone_id == Milestone.id, Baseline.seq == 0))
        .outerjoin(Update, Update.id == Commitment.live_update_id)
        .outerjoin(blocker, blocker.id == Update.blocker_unit_id)
        .where(
            Milestone.plan_id == plan_id,
            Milestone.withdrawn_at.is_(None),
            Commitment.released_at.is_(None),
        )
        .order_by(Dossier.position, Milestone.position, Milestone.id, Commitment.role.desc())
        .order_by(Unit.position)
    )
    return _plain(session, statement)


def people(session: Session) -> Rows:
    """Whoever is active; `units`: codes of those they answer for."""
    statement = (
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.title,
            Person.locale,
            Person.role,
            Unit.code,
        )
        .outerjoin(Contact, Contact.person_id == Person.id)
        .outerjoin(Unit, Unit.id == Contact.unit_id)
        .where(Person.active)
        .order_by(Person.name, Person.id, Unit.position)
    )
    rows = session.execute(statement.execution_options(yield_per=_AT_A_TIME))
    for ident, places in groupby(rows, key=lambda row: row[0]):
        held = list(places)
        units = BETWEEN.join(row[-1] for row in held if row[-1])
        yield ident, [*map(_text, held[0][1:6]), units]


def units(session: Session, today: date) -> Rows:
    """Units that were not merged, under their name of `today`."""
    started = func.max(UnitName.valid_from).filter(UnitName.valid_from <= today)
    in_force = (
        select(
            UnitName.unit_id,
            func.coalesce(started, func.min(UnitName.valid_from)).label("valid_from"),
        )
        .group_by(UnitName.unit_id)
        .subquery()
    )
    statement = (
        select(
            Unit.id,
            Unit.code,
            UnitName.name,
            UnitName.short,
            UnitName.long_form,
            Unit.kind,
            Unit.gloss_en,
        )
        .join(in_force, in_force.c.unit_id == Unit.id)
        .join(
            UnitName,
            and_(UnitName.unit_id == Unit.id, UnitName.valid_from == in_force.c.valid_from),
        )
        .where(Unit.successor_id.is_(None))
        .order_by(Unit.position, Unit.id)
    )
    return _plain(session, statement)


def plan_state(session: Session, plan_id: int) -> tuple[str, date] | None:
    """draft, approved or closed, with the plan's last day; None where there is no such plan."""
    plan = session.get(ActionPlan, plan_id)
    return None if plan is None else (plan.state, plan.ends_on)


def _plain(session: Session, statement: Select) -> Rows:
    for ident, *values in session.execute(statement.execution_options(yield_per=_AT_A_TIME)):
        yield ident, [_text(value) for value in values]


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
