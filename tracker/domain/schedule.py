"""The weekly hour of a plan's relances: which slots follow, and what changing it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.changes import Actor, note
from tracker.domain.plans import ActionPlan
from tracker.domain.slots import Slot, instant, nominal_day, slot_of_week, slots_between

_WEEK = timedelta(days=7)
_SECOND = timedelta(seconds=1)
_YES = {True: "yes", False: "no"}
#: Days after which a reminder of its own day that was missed is not even written down.
LOOKED_BACK = 10


@dataclass(frozen=True, slots=True)
class Schedule:
    """Which slots a plan has. `weekday`: 0 is Monday; `calendar`: days on which one may leave.

    `since`: instant before which nothing is due; `named`: newest name that is written down
    already, whatever became of it: it never comes back, nor does an older one.
    """

    weekday: int
    wall: time
    zone: ZoneInfo
    calendar: BusinessCalendar
    since: datetime | None = None
    named: date | None = None

    def weeks_after(self, at: datetime) -> Iterator[Slot]:
        """Every slot due strictly after the instant `at`, and the weeks without any, for good."""
        start = max(filter(None, (at, self.since)))
        nominal = nominal_day(start.astimezone(self.zone).date(), self.weekday)
        while True:
            slot = slot_of_week(nominal, self.wall, self.zone, self.calendar)
            moment = slot.due_at or instant(nominal, self.wall, self.zone)
            if moment > start and (self.named is None or nominal > self.named):
                yield slot
            nominal += _WEEK

    def after(self, at: datetime) -> Slot:
        """The first slot that leaves after the instant `at`."""
        return next(slot for slot in self.weeks_after(at) if slot.due_at is not None)

    def coming(self, at: datetime, count: int) -> list[Slot]:
        """The `count` next slots that leave, and the weeks without any that come between."""
        found: list[Slot] = []
        leaving = 0
        for slot in self.weeks_after(at):
            found.append(slot)
            leaving += slot.due_at is not None
            if leaving == count:
                return found

    def leaves_on(self, day: date) -> bool:
        """Whether a weekly slot leaves on `day`, sent already or not."""
        nominal = nominal_day(day, self.weekday)
        return slot_of_week(nominal, self.wall, self.zone, self.calendar).day == day

    def own_days(self, since: datetime, until: datetime) -> list[Slot]:
        """Days in (since, until] on which a reminder may come by itself, oldest first: open, not
        quiet, at the weekly hour, without a weekly slot. Only the last LOOKED_BACK are looked at.
        """
        since = max(filter(None, (since, self.since)))
        last = until.astimezone(self.zone).date()
        days = (last - timedelta(days=n) for n in range(LOOKED_BACK, -1, -1))
        found = [
            Slot(day, day, instant(day, self.wall, self.zone))
            for day in days
            if self.calendar.is_open(day) and not self.leaves_on(day)
        ]
        return [slot for slot in found if slot.due_at and since < slot.due_at <= until]

    def between(self, since: datetime, until: datetime) -> list[Slot]:
        """Slots due in (since, until], and the weeks without any among them, oldest first."""
        since = max(filter(None, (since, self.since)))
        return slots_between(since, until, self.weekday, self.wall, self.zone, self.calendar)


def first_instants(
    now: datetime, last_on: date | None, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """From when a new weekday or hour may hold: at the soonest, and without a second relance in
    the calendar week (Monday to Sunday) of the last one, which left on the day `last_on`.

    Slots due strictly after such an instant are due; the two are the same where nothing left.
    """
    if last_on is None:
        return now, now
    next_day = _just_before(last_on + timedelta(days=1), zone)
    next_week = _just_before(nominal_day(last_on, 0) + _WEEK, zone)
    return max(now, next_day), max(now, next_week)


def reschedule(
    session: Session, plan: ActionPlan, weekday: int, wall: time, since: datetime, actor: Actor
) -> bool:
    """Let the slots after `since` fall on another weekday or hour; whether anything changed.

    What was due before is not looked for again. Noted in the settings. The caller commits.
    """
    before = {"weekday": str(plan.slot_weekday), "hour": f"{plan.slot_time:%H:%M}"}
    after = {"weekday": str(weekday), "hour": f"{wall:%H:%M}"}
    if before == after:
        return False
    for field in before:
        if before[field] != after[field]:
            note(
                session,
                "settings",
                1,
                actor,
                "changed",
                field=field,
                before=before[field],
                after=after[field],
            )
    plan.slot_weekday, plan.slot_time = weekday, wall
    plan.slot_since = since.astimezone(UTC)
    return True


def set_own_day(
    session: Session, plan: ActionPlan, on: bool, since: datetime | None, actor: Actor
) -> bool:
    """Let D-2 and D+1 come on their own day, or within the weekly mail; whether that changed.

    `since`: the instant before which nothing is due any more; None while a weekly slot is still to
    be looked for. Noted in the settings. The caller commits.
    """
    if plan.own_day == on:
        return False
    before, after = _YES[plan.own_day], _YES[on]
    note(session, "settings", 1, actor, "changed", field="own_day", before=before, after=after)
    plan.own_day = on
    if on and since is not None:
        plan.slot_since = since.astimezone(UTC)
    return True


def _just_before(day: date, zone: ZoneInfo) -> datetime:
    return instant(day, time(0), zone) - _SECOND
