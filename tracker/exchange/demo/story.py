"""The demonstration's months, lived week by week: who is asked on Monday, who answers by Friday."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.domain import standing as rules
from tracker.domain.answers import Answer
from tracker.domain.calendar import BusinessCalendar
from tracker.domain.slots import Slot, nominal_day, slot_of_week
from tracker.exchange.demo.disagreements import piece_of
from tracker.exchange.demo.threads import Thread
from tracker.exchange.demo.words import Words, jitter

#: Weeks before the present whose mails are kept; what earlier weeks asked was answered.
WEEKS_KEPT = 12
SLOT_TIME = time(8)
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """A commitment in a past mail: `asked` or only named, and why."""

    thread: Thread
    asked: bool
    why: str


@dataclass(frozen=True)
class PastSlot:
    """A past week's slot, and for each unit written to, the lines of its mail."""

    slot: Slot
    lines: dict[str, list[Line]]


@dataclass
class Story:
    """Lives the weeks from the plan's first to the present.

    `reachable(unit, day)`: whether somebody could be written to. `question_at`: when the
    director asked her question.
    """

    threads: list[Thread]
    now: datetime
    zone: ZoneInfo
    calendar: BusinessCalendar
    words: Words
    reachable: Callable[[str, date], bool]
    question_at: datetime
    kept: list[PastSlot] = field(default_factory=list)

    def live(self, starts_on: date) -> None:
        """Fill every thread's answers and asks, and `kept`, the last slots."""
        today = self.now.astimezone(self.zone).date()
        for thread in self.threads:
            if thread.questioned:
                thread.question_at = self.question_at
        monday = nominal_day(starts_on, 0)
        last = nominal_day(today, 0)
        while monday <= last:
            slot = slot_of_week(monday, SLOT_TIME, self.zone, self.calendar)
            if slot.day is not None and starts_on < slot.day < today:
                self._ask(slot, keep=last - monday <= WEEKS_KEPT * _WEEK)
            for on, thread, given in self._week(slot, monday, today):
                self._answer(thread, on, given)
            monday += _WEEK

    def _ask(self, slot: Slot, *, keep: bool) -> None:
        past = PastSlot(slot, {})
        for thread in self.threads:
            # Most threads are done or not begun: the rules would not ask either, only slower.
            if thread.done or thread.starts_on > slot.day:
                continue
            if not self.reachable(thread.unit, slot.day):
                continue
            facts = thread.facts(slot.due_at)
            if rules.asked(facts, slot.day, self.calendar):
                why = rules.why_asked(facts, slot.day, self.calendar)
                past.lines.setdefault(thread.unit, []).append(Line(thread, True, why))
                thread.ask(slot.day, slot.due_at)
        if not keep:
            return
        for thread in self.threads:
            lines = past.lines.get(thread.unit)
            if lines is None or thread.done or any(line.thread is thread for line in lines):
                continue
            if rules.comes_next(thread.facts(slot.due_at), slot.day, self.calendar):
                lines.append(Line(thread, False, "next"))
        self.kept.append(past)

    def _week(self, slot: Slot, monday: date, today: date) -> list[tuple[date, Thread, str]]:
        """What is said from Monday to Sunday, in order; nothing after today."""
        said = []
        for thread in self.threads:
            if thread.done or thread.starts_on > monday + 3 * _WEEK:
                continue
            fate = thread.fate
            planned = [one for one in fate.planned if monday <= one[0] < monday + _WEEK]
            said += [(on, thread, given) for on, given in planned]
            finish = fate.finish
            if finish and monday <= finish < monday + _WEEK:
                if fate.speaks_on(finish):
                    said.append((finish, thread, "done"))
            elif not planned and thread.asks and thread.asks[-1].on == slot.day:
                on = self.calendar.add(slot.day, jitter("reply", monday, *thread.key) % 4)
                if on < monday + _WEEK and fate.speaks_on(on):
                    said.append((on, thread, "on_track"))
        said.sort(key=lambda one: (one[0], self._hour(one[1], one[0])))
        return [one for one in said if one[0] <= today]

    def _answer(self, thread: Thread, on: date, given: Answer | str) -> None:
        at = datetime.combine(on, self._hour(thread, on), self.zone).astimezone(UTC)
        if at >= self.now or thread.done:
            return
        if given == "done":
            given = Answer(
                "done", done_on=on, sentence=self._evidence(thread), link=piece_of(thread)
            )
        elif given == "on_track":
            given = self._confirmation(thread, on, at)
        if given is not None:
            thread.say(given, on, at, self.calendar)

    def _hour(self, thread: Thread, on: date) -> time:
        chance = jitter("hour", on, *thread.key)
        return time(9 + chance % 7, chance % 53)

    def _evidence(self, thread: Thread) -> str:
        if thread.lead is None:
            use = "done_late" if thread.fate.late else "done"
        else:
            use = "share_borough" if thread.borough else "share_central"
        return self.words.say(use, thread.kind, *thread.key)

    def _confirmation(self, thread: Thread, on: date, at: datetime) -> Answer | None:
        """A touch most of the time; a sentence near the due date, and now and then."""
        facts = thread.facts(at)
        if facts.answer == "blocked" or on > rules.effective_due(facts, self.calendar):
            return None
        near = self.calendar.between(on, rules.due(facts)) <= rules.SOON_WITHIN
        if near or jitter("talks", on, *thread.key) % 3 == 0:
            return Answer("on_track", sentence=self.words.say("on_track", thread.kind, on))
        return Answer("on_track")
