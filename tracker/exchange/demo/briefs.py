"""The briefs of the demonstration's last weeks, each as it would have been made on its Monday."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import has_app_context
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.plans import ActionPlan
from tracker.domain.slots import ReminderSlot
from tracker.exchange.briefs import found_in_all, keep
from tracker.exchange.demo.replay import Replay
from tracker.queries.brief_findings import Asides, read_asides
from tracker.queries.briefs import WholeBrief
from tracker.queries.decisions import DecisionRow
from tracker.queries.questions import AskedRow
from tracker.wording.briefs import content_of

#: Weeks whose brief is laid down.
WEEKS = 5


def write_briefs(session: Session, plan: ActionPlan, zone: ZoneInfo) -> None:
    """Keep the briefs of the last WEEKS relances, written with what was known at their hour.

    Nothing outside an application context: words need one. The caller commits.
    """
    if not has_app_context():
        return
    session.flush()
    slots = session.scalars(
        select(ReminderSlot)
        .where(ReminderSlot.plan_id == plan.id)
        .order_by(ReminderSlot.nominal_on.desc())
        .limit(WEEKS)
    ).all()
    replay = Replay(session, plan.id, zone)
    since: date | None = None
    for slot in reversed(slots):
        since = since or slot.sent_for - timedelta(days=7)
        view = replay.view_at(slot.due_at)
        asides = _known_at(read_asides(session, view, since), slot.due_at)
        content = content_of(found_in_all(view, since, asides), zone)
        keep(session, plan.id, WholeBrief(None, slot.sent_for, since, None, content), slot.due_at)
        since = slot.sent_for


def _known_at(found: Asides, instant: datetime) -> Asides:
    """Less what was asked, answered or decided later."""
    return replace(
        found,
        asked=tuple(_question_then(one, instant) for one in found.asked if one.asked_at < instant),
        decisions=tuple(
            _decision_then(one, instant) for one in found.decisions if one.taken_at < instant
        ),
    )


def _question_then(one: AskedRow, instant: datetime) -> AskedRow:
    if one.answered_at is None or one.answered_at < instant:
        return one
    return replace(one, update_answer=None, update_at=None, update_by=None, words_at=None)


def _decision_then(one: DecisionRow, instant: datetime) -> DecisionRow:
    if one.closed_at is None or one.closed_at < instant:
        return one
    return replace(one, outcome=None, closed_on=None, closed_at=None, closed_by=None)
