"""The plan as the mails of one run tell it, kept until a fact has changed.

A mail is composed from a part of the plan, read for it and for those that leave next: a
coordinator's besides from what was gathered of all parts. One of another kind than a slot's is
composed from the whole plan.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain.messages import WAITING, Message
from tracker.domain.people import Person
from tracker.domain.slots import ReminderSlot, Slot
from tracker.jobs.looking import looking
from tracker.mail.brief import SHOWN
from tracker.mail.holds import Held
from tracker.mail.matters import Matters, matters_in_parts
from tracker.mail.planner import as_of_slot
from tracker.queries.bureau import BureauRow, read_bureau
from tracker.queries.plan_parts import AT_ONCE, Wanted, read_base, read_part
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView
from tracker.queries.revision import read_facts

_COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Seen:
    """What one message is composed from. `facts`: their number.

    `base`: what other parts are read from; `people`: whose mails `view` is enough for, None for
    everybody's. `slot`: the one that called for it, None for a mail of another kind; `overtaken`:
    a later slot or another plan has taken over; `after`: the slot that comes next, None without a
    plan. `matters`: what the coordination has to see to, once a mail of the slot tells it.
    """

    facts: int
    base: PlanView
    view: PlanView
    people: frozenset[int] | None
    bureau: BureauRow
    slot: ReminderSlot | None = None
    overtaken: bool = False
    after: Slot | None = None
    matters: Matters | None = None

    @property
    def mends(self) -> bool | None:
        """Whether the coordination has something to mend, where that was asked."""
        return None if self.matters is None else bool(self.matters)

    def is_enough_for(self, person_id: int) -> bool:
        return self.people is None or person_id in self.people


@dataclass
class Sight:
    """Looks once for many messages of a run: `business_now` is the day that they speak of."""

    session: Session
    settings: Config
    business_now: datetime
    _kept: dict[int | None, Seen] = field(default_factory=dict)
    _wholes: dict[date, PlanView] = field(default_factory=dict)
    _facts: int | None = None

    @property
    def kept(self) -> bool:
        """Whether something was seen before, and may be old by now."""
        return bool(self._kept)

    def knows(self, held: Held) -> bool:
        """Whether that message can be composed without reading anything. One that no slot called
        for cannot."""
        return held.slot_id is not None and self._holds(held)

    def forget(self) -> None:
        """Look again next time: a fact has changed."""
        self._kept.clear()
        self._wholes.clear()
        self._facts = None

    def of(self, held: Held) -> Seen:
        """What that message is composed from.

        Never as of a day before its slot's: a slot may have been run ahead of time.
        """
        if not self._holds(held):
            with looking(self.session):
                facts = read_facts(self.session)
                if facts != self._facts:
                    self.forget()
                    self._facts = facts
                self._kept[held.slot_id] = self._look(held)
        return self._kept[held.slot_id]

    def part_for(self, seen: Seen, people: Collection[int]) -> PlanView:
        """What the mails of other people of the same slot tell."""
        if all(map(seen.is_enough_for, people)):
            return seen.view
        with looking(self.session):
            return read_part(self.session, seen.base, Wanted(people=people))

    def whole_for(self, seen: Seen) -> PlanView:
        """All of the plan, for what no part tells."""
        with looking(self.session):
            return self._whole(seen)

    def _holds(self, held: Held) -> bool:
        seen = self._kept.get(held.slot_id)
        return seen is not None and seen.is_enough_for(held.person_id)

    def _look(self, held: Held) -> Seen:
        before = self._kept.get(held.slot_id)
        seen = before or self._look_at(held.slot_id)
        if held.slot_id is None:
            # Also where there is no plan yet: somebody may be invited before there is one.
            return replace(seen, view=self._whole(seen), people=None)
        if seen.base.plan is None:
            return seen
        coordinates = self._coordinates(held, seen)
        if coordinates and seen.matters is None:
            seen = replace(seen, matters=matters_in_parts(self.session, seen.base))
        people, messages = self._coming(held, coordinates)
        wanted = Wanted(people=people, messages=messages)
        if coordinates:
            wanted |= seen.matters.first(SHOWN)
        view = read_part(self.session, seen.base, wanted)
        return replace(seen, view=view, people=frozenset(people))

    def _look_at(self, slot_id: int | None) -> Seen:
        """All but the view."""
        slot = self.session.get(ReminderSlot, slot_id) if slot_id else None
        day = clock.local_day(self.business_now, self.settings.timezone)
        if slot is not None and slot.sent_for is not None:
            day = max(day, slot.sent_for)
        base, bureau = read_base(self.session, day), read_bureau(self.session)
        if slot is None:
            return Seen(self._facts, base, base, None, bureau)
        self.session.expunge(slot)
        overtaken = _overtaken(self.session, slot, base)
        moment = max(filter(None, [self.business_now, slot.due_at]))
        after = None if overtaken else base.schedule(self.settings.timezone).after(moment)
        base = as_of_slot(self.session, base, slot_id)
        return Seen(self._facts, base, base, None, bureau, slot, overtaken, after)

    def _whole(self, seen: Seen) -> PlanView:
        day = seen.base.today
        if day not in self._wholes:
            self._wholes[day] = read_plan_view(self.session, day)
        return replace(self._wholes[day], plan=seen.base.plan)

    def _coordinates(self, held: Held, seen: Seen) -> bool:
        """Whether the message may tell the coordination what it has to see to."""
        if seen.slot.rule == "daily":
            return False
        role = self.session.scalar(select(Person.role).where(Person.id == held.person_id))
        return role == _COORDINATOR

    def _coming(self, held: Held, coordinate: bool) -> tuple[set[int], list[int]]:
        """Whose mails of the slot leave from this one on, and these messages, by their ids: those
        of coordinators, or of everybody else."""
        coordinators = Person.role == _COORDINATOR
        rows = self.session.execute(
            select(Message.person_id, Message.id)
            .join(Person, Person.id == Message.person_id)
            .where(
                Message.slot_id == held.slot_id,
                Message.id > held.claim.id,
                Message.state.in_(WAITING),
                coordinators if coordinate else ~coordinators,
            )
            .order_by(Message.id)
            .limit(AT_ONCE - 1)
        ).all()
        people = {row.person_id for row in rows} | {held.person_id}
        return people, [held.claim.id, *(row.id for row in rows)]


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
