"""Which slots are due, and planning each in a transaction of its own."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain import ladder, revision
from tracker.domain.slots import RULES, ReminderSlot, Slot, verdicts
from tracker.exchange.briefs import is_owed, keep_brief
from tracker.jobs.looking import looking
from tracker.mail.digests import at_its_day
from tracker.mail.planner import Planned, plan_slot
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.queries.revision import read_revision


def plan_due(
    session: Session, now_business: datetime, real_now: datetime, settings: Config
) -> list[Planned]:
    """Write down every slot that came due up to `now_business`, and commit each.

    Of several that are still in grace only the newest is planned: the older ones were missed.
    Nothing is due of a draft or closed plan, nor from before its approval or its loading here.
    Several processes may do this at once: each slot is planned by one of them. The brief of a week
    is kept with its slot, in one transaction, before any mail is composed; also when the relance
    was missed. A plan whose last relance has none gets it now.
    """
    today = clock.local_day(now_business, settings.timezone)
    with looking(session):
        view = read_plan_view(session, today)
        found = [
            (rule, slot.nominal_on)
            for rule, judge in _JUDGES.items()
            for slot, _outcome in judge(session, view, now_business, settings)
        ]
    planned = []
    for rule, name in found:
        if read_revision(session)[0] != view.revision:
            view = None  # Two at once would take twice the memory.
            view = read_plan_view(session, today)
        judged = _JUDGES[rule](session, view, now_business, settings)
        pair = next((pair for pair in judged if pair[0].nominal_on == name), None)
        done = pair and plan_slot(session, view, *pair, real_now, settings, rule)
        if not done:
            session.rollback()
            continue
        if rule == "weekly" and done.outcome != "skipped":
            keep_brief(session, view, settings.timezone, real_now)
        revision.mark(session)
        session.commit()
        planned.append(done)
    if not planned and is_owed(view):
        _make_up(session, view, real_now, settings)
    return planned


def _make_up(session: Session, view: PlanView, real_now: datetime, settings: Config) -> None:
    """The brief that the last relance left without."""
    if keep_brief(session, view, settings.timezone, real_now):
        revision.mark(session)
        session.commit()
    else:
        session.rollback()


def judged_slots(
    session: Session, view: PlanView, instant: datetime, settings: Config
) -> list[tuple[Slot, str]]:
    """Slots due up to `instant` that nobody has written down, oldest first, each with what is to
    become of it on the view's day. One statement.

    None is planned on a day when no relance leaves, or on which reminders of their own day left:
    it waits for the next.
    """
    since = _looked_for_since(view)
    if since is None:
        return []
    due = view.schedule(settings.timezone).between(since, instant)
    if not due:
        return []
    written = _written(session, view)
    outcomes = verdicts(due, view.today, view.calendar)
    may_leave = view.slot_calendar.is_open(view.today) and not written.reminded_on(view.today)
    return [
        (slot, outcomes[slot.nominal_on])
        for slot in due
        if slot.nominal_on not in written.weekly
        and (may_leave or outcomes[slot.nominal_on] != "planned")
    ]


def judged_days(
    session: Session, view: PlanView, instant: datetime, settings: Config
) -> list[tuple[Slot, str]]:
    """Days of the ladder up to `instant` that nobody has written down, oldest first: today's is to
    be planned, an earlier one was missed. One statement, where the plan has such days.

    None where no commitment was at D-2 or D+1, nor where a weekly mail left that day.
    """
    since = _looked_for_since(view)
    if since is None or not view.plan.own_day:
        return []
    due = view.schedule(settings.timezone).own_days(since, instant)
    if not due:
        return []
    written = _written(session, view)
    found = []
    for slot in due:
        day = slot.nominal_on
        if day in written.daily or day in written.weekly_left_on:
            continue
        concerns = at_its_day if day == view.today else _was_at_its_day
        if any(concerns(view, row, day) for row in view.commitments):
            found.append((slot, "planned" if day == view.today else "missed"))
    return found


#: The weekly ones first: a reminder of its own day gives way to them.
_JUDGES = {"weekly": judged_slots, "daily": judged_days}


def _was_at_its_day(view: PlanView, row: CommitmentRow, day: date) -> bool:
    """The same of a day that has passed, as far as what was said since lets it be known."""
    lead = view.lead_of(row.milestone_id)
    known = [one.said_on for one in (row, lead) if one is not None and one.said_on is not None]
    return all(on < day for on in known) and ladder.on_its_day(row, day, view.calendar)


@dataclass(frozen=True, slots=True)
class _Written:
    """Slots of the plan that are written down: names by rule, days on which they left."""

    weekly: frozenset[date]
    daily: frozenset[date]
    weekly_left_on: frozenset[date]
    daily_left_on: frozenset[date]

    def reminded_on(self, day: date) -> bool:
        """Whether reminders of their own day left on `day`: nobody gets two mails in one day."""
        return day in self.daily_left_on


def _written(session: Session, view: PlanView) -> _Written:
    rows = session.execute(
        select(ReminderSlot.rule, ReminderSlot.nominal_on, ReminderSlot.sent_for).where(
            ReminderSlot.plan_id == view.plan.id
        )
    ).all()
    return _Written(
        *(frozenset(row.nominal_on for row in rows if row.rule == rule) for rule in RULES),
        *(frozenset(row.sent_for for row in rows if row.rule == rule) for rule in RULES),
    )


def _looked_for_since(view: PlanView) -> datetime | None:
    """The instant after which slots of the plan are due; None while it mails nobody."""
    plan = view.plan
    if plan is None or plan.state != "approved":
        return None
    return max(plan.approved_at, plan.loaded_at)
