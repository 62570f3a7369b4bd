"""« Rappels à leur jour »: the dry run of the days of D-2 and D+1, where they have their own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker import clock
from tracker.domain import caps
from tracker.domain.caps import Had
from tracker.domain.slots import Slot
from tracker.extensions import db
from tracker.mail import reasons
from tracker.mail.digests import Digest, at_its_day
from tracker.mail.planner import weekly_to_come
from tracker.mail.weeks import of_own_day, week_of
from tracker.queries.duty_mail import duty_mail
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.reminders.coming import first_lines, occasion_of
from tracker.web.reminders.on_day import plan_on
from tracker.web.reminders.skipped import reason_words


@dataclass(frozen=True)
class Reminder:
    """One person's reminder of a day. `lines`: what it says; `refused`: why none leaves."""

    name: str
    address: str
    lines: tuple[str, ...]
    refused: str = ""


@dataclass(frozen=True)
class OwnDay:
    """`when` inside a sentence."""

    when: str
    reminders: tuple[Reminder, ...]

    @property
    def leaving(self) -> int:
        return sum(1 for one in self.reminders if not one.refused)


def own_days(view: PlanView, slot: Slot, locale: str, *, from_now: bool) -> list[OwnDay] | None:
    """Days with reminders of their own up to the weekly slot after `slot`: from now, or from
    `slot` on. None where the plan's reminders all come within the weekly mail.

    `view`: the plan today. Nothing is written; it follows the answers. One statement, and a plan
    read for each day on which something stands at D-2 or D+1.
    """
    if view.plan is None or not view.plan.own_day:
        return None
    settings = reading.settings()
    schedule = view.schedule(settings.timezone)
    days = schedule.own_days(slot.due_at, schedule.after(slot.due_at).due_at)
    if from_now:
        days = schedule.own_days(clock.now(), slot.due_at) + days
    had = _Had(view, slot)
    found = []
    for day in days:
        if not any(at_its_day(view, row, day.nominal_on) for row in view.commitments):
            continue
        that_day = plan_on(day.nominal_on)
        coming = weekly_to_come(view, day, settings)
        reminders = [
            _reminder(that_day, digest, had.refusal(digest, day.nominal_on, coming), locale)
            for digest in of_own_day(that_day, day.nominal_on).digests
        ]
        when = reasons.spoken(day.due_at.astimezone(settings.timezone), locale)
        found.append(OwnDay(when, tuple(reminders)))
    return [day for day in found if day.reminders]


class _Had:
    """Reminders that people had, and those that this dry run gives them, by ISO week."""

    def __init__(self, view: PlanView, slot: Slot) -> None:
        self._today = view.today
        self._of_today = duty_mail(db.session, view.today)
        week = caps.iso_week(view.today)
        self._in_week = Counter({(who, week): had.in_week for who, had in self._of_today.items()})
        self._slot = slot
        self._weekly = set(_asked(plan_on(slot.day)))

    def refusal(self, digest: Digest, day: date, weekly_to_come: bool) -> str | None:
        who, week = digest.person_id, caps.iso_week(day)
        on_day = self._of_today.get(who, Had()).on_day if day == self._today else 0
        weekly = caps.iso_week(self._slot.day) == week and self._slot.day < day
        in_week = self._in_week[who, week] + (weekly and who in self._weekly)
        reason = caps.refusal(Had(on_day, in_week), weekly_to_come)
        self._in_week[who, week] += reason is None
        return reason


def _asked(view: PlanView) -> Iterator[int]:
    """Whose weekly mail counts: those of who is asked something."""
    for digest in week_of(view).digests:
        if any(item.asked for item in digest.items):
            yield digest.person_id


def _reminder(view: PlanView, digest: Digest, refused: str | None, locale: str) -> Reminder:
    person = view.directory.people[digest.person_id]
    rows = [view.by_id[item.commitment_id] for item in digest.items]
    lines = first_lines(occasion_of(view, digest, locale), rows)
    why = reason_words(refused or "")
    return Reminder(person.name, person.email, lines, why[:1].lower() + why[1:])
