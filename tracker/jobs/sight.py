"""The plan as the mails of one run tell it, kept until a fact has changed."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain.slots import ReminderSlot, Slot
from tracker.jobs.looking import looking
from tracker.mail.planner import as_of_slot
from tracker.queries.bureau import BureauRow, read_bureau
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView
from tracker.queries.revision import read_facts


@dataclass(frozen=True, slots=True)
class Seen:
    """What one message is composed from. `facts`: their number.

    `slot`: the one that called for it, None for a mail of another kind; `overtaken`: a later slot
    or another plan has taken over; `after`: the slot that comes next, None without a plan.
    """

    facts: int
    view: PlanView
    bureau: BureauRow
    slot: ReminderSlot | None = None
    overtaken: bool = False
    after: Slot | None = None


@dataclass
class Sight:
    """Looks once for all the messages of a run: `business_now` is the day that they speak of."""

    session: Session
    settings: Config
    business_now: datetime
    _kept: dict[int | None, Seen] = field(default_factory=dict)
    _views: dict[date, PlanView] = field(default_factory=dict)
    _facts: int | None = None

    @property
    def kept(self) -> bool:
        """Whether something was seen before, and may be old by now."""
        return bool(self._kept)

    def knows(self, slot_id: int | None) -> bool:
        """Whether a message of that slot can be composed without reading anything. One that no
        slot called for cannot."""
        return slot_id is not None and slot_id in self._kept

    def forget(self) -> None:
        """Look again next time: a fact has changed."""
        self._kept.clear()
        self._views.clear()
        self._facts = None

    def of(self, slot_id: int | None) -> Seen:
        """What a message of that slot is composed from (None: one that no slot called for).

        Never as of a day before its slot's: a slot may have been run ahead of time.
        """
        if slot_id not in self._kept:
            with looking(self.session):
                facts = read_facts(self.session)
                if facts != self._facts:
                    self.forget()
                    self._facts = facts
                self._kept[slot_id] = self._look(slot_id)
        return self._kept[slot_id]

    def _look(self, slot_id: int | None) -> Seen:
        slot = self.session.get(ReminderSlot, slot_id) if slot_id else None
        day = clock.local_day(self.business_now, self.settings.timezone)
        if slot is not None and slot.sent_for is not None:
            day = max(day, slot.sent_for)
        if day not in self._views:
            self._views[day] = read_plan_view(self.session, day)
        view = self._views[day]
        bureau = read_bureau(self.session)
        if slot is None:
            return Seen(self._facts, view, bureau)
        self.session.expunge(slot)
        overtaken = _overtaken(self.session, slot, view)
        moment = max(filter(None, [self.business_now, slot.due_at]))
        after = None if overtaken else view.schedule(self.settings.timezone).after(moment)
        view = as_of_slot(self.session, view, slot_id)
        return Seen(self._facts, view, bureau, slot, overtaken, after)


def _overtaken(session: Session, slot: ReminderSlot, view: PlanView) -> bool:
    if view.plan is None or view.plan.id != slot.plan_id:
        return True
    later = select(ReminderSlot.id).where(
        ReminderSlot.plan_id == slot.plan_id,
        ReminderSlot.rule == "weekly",
        ReminderSlot.outcome == "planned",
        ReminderSlot.nominal_on > slot.nominal_on,
    )
    return session.scalar(later.limit(1)) is not None
