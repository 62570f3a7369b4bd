"""Which slots of a plan are due and written down by nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.config import Config
from tracker.domain import ladder
from tracker.domain.slots import RULES, ReminderSlot, Slot, verdicts
from tracker.mail.digests import at_its_day
from tracker.queries.plan_parts import Wanted, milestones_in_parts, read_part
from tracker.queries.plan_view import CommitmentRow, PlanView


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
    be planned, an earlier one was missed. Where the plan has such days, it is read in parts.

    None where no commitment was at D-2 or D+1, nor where a weekly mail left that day. `view`: the
    base of the parts is enough.
    """
    since = _looked_for_since(view)
    if since is None or not view.plan.own_day:
        return []
    due = view.schedule(settings.timezone).own_days(since, instant)
    if not due:
        return []
    written = _written(session, view)
    gone = written.daily | written.weekly_left_on
    open_days = [slot.nominal_on for slot in due if slot.nominal_on not in gone]
    concerned = _concerned_days(session, view, open_days)
    return [
        (slot, "planned" if slot.nominal_on == view.today else "missed")
        for slot in due
        if slot.nominal_on in concerned
    ]


#: The weekly ones first: a reminder of its own day gives way to them.
JUDGES = {"weekly": judged_slots, "daily": judged_days}


def _concerned_days(session: Session, view: PlanView, days: Sequence[date]) -> set[date]:
    """Of `days`, those on which a commitment was to be reminded of."""
    found: set[date] = set()
    if not days:
        return found
    for milestones in milestones_in_parts(session, view.plan.id):
        part = read_part(session, view, Wanted(milestones=milestones))
        found.update(_days_of(part, [day for day in days if day not in found]))
        if len(found) == len(days):
            break
    return found


def _days_of(view: PlanView, days: Sequence[date]) -> Iterator[date]:
    for day in days:
        concerns = at_its_day if day == view.today else _was_at_its_day
        if any(concerns(view, row, day) for row in view.commitments):
            yield day


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
