"""Postponements that count, one by one: by how much, why, whose. The ground of what slipped."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.updates import Update
from tracker.queries.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class Postponement:
    """One date moved later. `days`: business days between the date before and the new one;
    `unit_id`: the unit that stands today for the one that moved it."""

    update_id: int
    commitment_id: int
    milestone_id: int
    dossier_id: int
    unit_id: int
    said_on: date
    author_name: str
    prior_due: date
    new_due: date
    days: int
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Sum:
    """What some postponements come to: how many, and their business days together."""

    count: int = 0
    days: int = 0


def read_postponements(session: Session, view: PlanView) -> tuple[Postponement, ...]:
    """Those of the view's plan, the newest first: neither withdrawn nor corrected since, to a
    later date, on milestones and shares that are still in the plan. One statement."""
    later = aliased(Update)
    rows = session.execute(
        select(
            Update.id,
            Update.commitment_id,
            Update.said_on,
            Update.author_name,
            Update.prior_due,
            Update.new_due,
            Update.reason,
            Update.sentence,
        )
        .join(Commitment, Commitment.id == Update.commitment_id)
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .where(
            Milestone.plan_id == (view.plan.id if view.plan else None),
            Update.answer == "postponed",
            Update.withdrawn_at.is_(None),
            Update.new_due > Update.prior_due,
            ~exists().where(later.corrects_id == Update.id, later.withdrawn_at.is_(None)),
        )
        .order_by(Update.said_at.desc(), Update.id.desc())
    )
    found = []
    for row in rows:
        share = view.by_id[row.commitment_id]
        if share.released or share.milestone_withdrawn:
            continue
        found.append(
            Postponement(
                row.id,
                share.id,
                share.milestone_id,
                share.dossier_id,
                share.unit_id,
                row.said_on,
                row.author_name,
                row.prior_due,
                row.new_due,
                view.calendar.between(row.prior_due, row.new_due),
                row.reason,
                row.sentence,
            )
        )
    return tuple(found)


def summed(
    rows: Iterable[Postponement], by: Callable[[Postponement], Hashable]
) -> dict[Hashable, Sum]:
    """What `rows` come to in each group, the most days first."""
    found: dict[Hashable, Sum] = {}
    for row in rows:
        so_far = found.get(by(row), Sum())
        found[by(row)] = Sum(so_far.count + 1, so_far.days + row.days)
    return dict(sorted(found.items(), key=lambda item: (-item[1].days, -item[1].count)))
