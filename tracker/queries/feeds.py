"""Calendar feeds that are open, and how often each milestone changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select, union_all
from sqlalchemy.orm import Session

from tracker.domain.changes import Change
from tracker.domain.commitments import Commitment
from tracker.domain.feeds import CalendarFeed, Owner
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.updates import Update


@dataclass(frozen=True, slots=True)
class FeedRow:
    """An open feed: when it was made, by whom."""

    owner: Owner
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Version:
    """How often something happened to a milestone, and when last."""

    number: int
    at: datetime


def feed_behind(session: Session, token_hash: str) -> FeedRow | None:
    """The open feed of a token's hash; None for an unknown or a revoked one. One statement."""
    return _one(session, CalendarFeed.token_hash == token_hash)


def feed_of(session: Session, owner: Owner) -> FeedRow | None:
    """The open feed of a person or a unit. One statement."""
    column = CalendarFeed.person_id if owner.kind == "person" else CalendarFeed.unit_id
    return _one(session, column == owner.id)


def versions(session: Session, plan_id: int) -> dict[int, Version]:
    """By milestone of a plan, what was written about it so far. One statement.

    Answers, withdrawn answers, baselines and changes by hand (the plan's own too) are only ever
    added: the number never falls. It counts the whole milestone, since a contributor without a
    date follows the lead's.
    """
    share = select(Commitment.milestone_id)
    happened = union_all(
        share.add_columns(Update.said_at.label("at")).join(
            Update, Update.commitment_id == Commitment.id
        ),
        share.add_columns(Update.withdrawn_at)
        .join(Update, Update.commitment_id == Commitment.id)
        .where(Update.withdrawn_at.is_not(None)),
        share.add_columns(Change.at).join(
            Change, and_(Change.object_kind == "commitment", Change.object_id == Commitment.id)
        ),
        select(Change.object_id, Change.at).where(Change.object_kind == "milestone"),
        select(Baseline.milestone_id, Baseline.frozen_at),
        select(Milestone.id, Change.at).join(
            Change, and_(Change.object_kind == "plan", Change.object_id == Milestone.plan_id)
        ),
    ).subquery()
    rows = session.execute(
        select(happened.c.milestone_id, func.count(), func.max(happened.c.at))
        .join(Milestone, Milestone.id == happened.c.milestone_id)
        .where(Milestone.plan_id == plan_id)
        .group_by(happened.c.milestone_id)
    )
    return {milestone_id: Version(number, at) for milestone_id, number, at in rows}


def _one(session: Session, condition) -> FeedRow | None:
    row = session.execute(
        select(
            CalendarFeed.person_id,
            CalendarFeed.unit_id,
            CalendarFeed.made_at,
            CalendarFeed.made_by,
        )
        .where(condition, CalendarFeed.revoked_at.is_(None))
        .order_by(CalendarFeed.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    person_id, unit_id, made_at, made_by = row
    owner = Owner("unit", unit_id) if person_id is None else Owner("person", person_id)
    return FeedRow(owner, made_at, made_by)
