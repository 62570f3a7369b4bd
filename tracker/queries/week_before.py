"""How many stood late or silent when the last week began, so that a figure can be compared."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.domain import standing as rules
from tracker.domain.commitments import Commitment
from tracker.domain.messages import ACCEPTED, Message, MessageItem
from tracker.domain.milestones import Milestone
from tracker.domain.updates import Update
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class Then:
    """Counts of commitments on an earlier day."""

    late_or_blocked: int
    silent: int


@dataclass(frozen=True, slots=True)
class _Before:
    answer: str | None
    due: date
    asked_since: date | None


def read_then(session: Session, view: PlanView, day: date) -> Then | None:
    """The counts on the morning of `day`, before its answers; None where it cannot be known.

    One statement: what the answers given since have replaced. Who can be reached, and what has
    left the plan, is taken as today.
    """
    plan = view.plan
    if plan is None or plan.state != "approved" or plan.approved_at is None:
        return None
    if plan.approved_at.date() >= day:
        return None
    before = {
        row.id: _Before(row.answer, row.due, row.asked_since)
        for row in session.execute(_replaced_since(plan.id, day))
    }
    facts = [_facts_then(view, row, before) for row in view.commitments]
    words = [rules.word(row, day, view.calendar) for row in facts]
    return Then(
        late_or_blocked=sum(word in {"late", "blocked"} for word in words),
        silent=sum(rules.flags(row, day, view.calendar).silent for row in facts),
    )


def _facts_then(view: PlanView, row: CommitmentRow, before: dict[int, _Before]) -> CommitmentRow:
    was = before.get(row.id)
    if was is not None:
        return replace(row, answer=was.answer, forecast=was.due, asked_since=was.asked_since)
    lead = view.lead_of(row.milestone_id)
    if row.forecast is None and lead is not None and lead.id in before:
        return replace(row, lead_forecast=before[lead.id].due)
    return row


def _replaced_since(plan_id: int, day: date) -> Select:
    """Commitments answered on `day` or later, with what stood before: the answer, the date due
    (the first of those answers says from where it moved), the mail left unanswered."""
    older, earlier, newer = aliased(Update), aliased(Update), aliased(Update)
    last = (
        select(earlier.id)
        .where(
            earlier.commitment_id == Commitment.id,
            earlier.withdrawn_at.is_(None),
            earlier.said_on < day,
        )
        .order_by(earlier.said_at.desc(), earlier.id.desc())
        .limit(1)
        .correlate(Commitment)
        .scalar_subquery()
    )
    due = (
        select(newer.prior_due)
        .where(
            newer.commitment_id == Commitment.id,
            newer.withdrawn_at.is_(None),
            newer.said_on >= day,
        )
        .order_by(newer.said_at, newer.id)
        .limit(1)
        .correlate(Commitment)
        .scalar_subquery()
    )
    asked = (
        select(func.min(MessageItem.asked_on))
        .join(Message, Message.id == MessageItem.message_id)
        .where(
            MessageItem.commitment_id == Commitment.id,
            MessageItem.asked,
            MessageItem.asked_on <= day,
            Message.state.in_(ACCEPTED),
            or_(older.said_at.is_(None), Message.sent_at > older.said_at),
        )
        .correlate(Commitment, older)
        .scalar_subquery()
    )
    return (
        select(Commitment.id, older.answer, due.label("due"), asked.label("asked_since"))
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .outerjoin(older, older.id == last)
        .where(Milestone.plan_id == plan_id, Commitment.answered_on >= day)
    )
