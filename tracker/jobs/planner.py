"""Which slots are due, and planning each in a transaction of its own."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain import revision
from tracker.domain.slots import ReminderSlot, Slot, slots_between, verdicts
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
    planned = []
    for nominal_on in _open_slots(session, today, now_business, settings):
        view = read_plan_view(session, today)
        due = {slot.nominal_on: slot for slot in _due(view, now_business, settings)}
        outcomes = verdicts(tuple(due.values()), today, view.calendar)
        done = None
        if nominal_on in due:
            slot, outcome = due[nominal_on], outcomes[nominal_on]
            done = plan_slot(session, view, slot, outcome, real_now, settings)
        if done is None:
            session.rollback()
            continue
        revision.mark(session)
        session.commit()
        planned.append(done)
    return planned


def _open_slots(
    session: Session, today: date, now_business: datetime, settings: Config
) -> list[date]:
    """Names of the due slots that nobody has written down yet."""
    with looking(session):
        view = read_plan_view(session, today)
        due = [slot.nominal_on for slot in _due(view, now_business, settings)]
        if not due:
            return []
        known = set(
            session.scalars(
                select(ReminderSlot.nominal_on).where(ReminderSlot.plan_id == view.plan.id)
            )
        )
    return [nominal_on for nominal_on in due if nominal_on not in known]


def _due(view: PlanView, now_business: datetime, settings: Config) -> list[Slot]:
    plan = view.plan
    if plan is None or plan.state != "approved":
        return []
    return slots_between(
        max(filter(None, (plan.approved_at, plan.loaded_at, plan.slot_since))),
        now_business,
        plan.slot_weekday,
        plan.slot_time,
        settings.timezone,
        view.slot_calendar,
    )
