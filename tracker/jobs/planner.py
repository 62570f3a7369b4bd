"""Which slots are due, and planning each in a transaction of its own."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain import revision
from tracker.domain.slots import ReminderSlot, Slot, verdicts
from tracker.jobs.looking import looking
from tracker.mail.planner import Planned, plan_slot
from tracker.queries.plan_view import PlanView, read_plan_view


def plan_due(
    session: Session, now_business: datetime, real_now: datetime, settings: Config
) -> list[Planned]:
    """Write down every slot that came due up to `now_business`, and commit each.

    Of several that are still in grace only the newest is planned: the older ones were missed.
    Nothing is due of a draft or closed plan, nor from before its approval or its loading here.
    Several processes may do this at once: each slot is planned by one of them.
    """
    today = clock.local_day(now_business, settings.timezone)
    with looking(session):
        view = read_plan_view(session, today)
        found = judged_slots(session, view, now_business, settings)
    planned = []
    for name in [slot.nominal_on for slot, _outcome in found]:
        view = read_plan_view(session, today)
        judged = judged_slots(session, view, now_business, settings)
        slot, outcome = next((pair for pair in judged if pair[0].nominal_on == name), (None, None))
        done = slot and plan_slot(session, view, slot, outcome, real_now, settings)
        if not done:
            session.rollback()
            continue
        revision.mark(session)
        session.commit()
        planned.append(done)
    return planned


def judged_slots(
    session: Session, view: PlanView, instant: datetime, settings: Config
) -> list[tuple[Slot, str]]:
    """Slots due up to `instant` that nobody has written down, oldest first, each with what is to
    become of it on the view's day. One statement.

    None is planned on a day when no relance leaves: it waits for the next that does.
    """
    plan = view.plan
    if plan is None or plan.state != "approved":
        return []
    since = max(plan.approved_at, plan.loaded_at)
    due = view.schedule(settings.timezone).between(since, instant)
    if not due:
        return []
    written = select(ReminderSlot.nominal_on).where(ReminderSlot.plan_id == plan.id)
    known = set(session.scalars(written))
    outcomes = verdicts(due, view.today, view.calendar)
    may_leave = view.slot_calendar.is_open(view.today)
    return [
        (slot, outcomes[slot.nominal_on])
        for slot in due
        if slot.nominal_on not in known and (may_leave or outcomes[slot.nominal_on] != "planned")
    ]
