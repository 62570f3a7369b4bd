"""Who does what in the demonstration, chosen by rule around any present day."""

from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.answers import Answer
from tracker.domain.calendar import BusinessCalendar
from tracker.exchange.demo.disagreements import (
    confirmed_near,
    fall_silent,
    leave_one_share_open,
)
from tracker.exchange.demo.people import BOUNCING, LEFT, bouncing_from, left_on
from tracker.exchange.demo.threads import Fate, Thread
from tracker.exchange.demo.words import Words, jitter

#: The borough that always has something to answer, and the one that has nothing.
BUSY, CALM = "REM20", "REM12"
DIRECTION = "DG"
BUREAU = "BASC"
#: Units whose milestones take no part in the events near the present.
_APART_FROM_EVENTS = frozenset({LEFT, DIRECTION})


@dataclass
class Fates:
    """Hands out fates. `today`: the present of the demonstration."""

    threads: list[Thread]
    today: date
    calendar: BusinessCalendar
    words: Words
    unit_ids: dict[str, int]

    def assign(self) -> None:
        """Give every thread its fate, the leads first: contributors follow them."""
        leads = [thread for thread in self.threads if thread.lead is None]
        for thread in leads:
            thread.fate = self._ordinary(thread, thread.baseline)
        self._near_the_present(leads)
        for thread in self.threads:
            if thread.lead is not None:
                thread.fate = self._share(thread)
        self._silences()
        self._disagree(leads)
        self._busy()
        self._calm()
        self._unreachable()

    # --- leads

    def _ordinary(self, thread: Thread, due: date) -> Fate:
        """Done on time, or early by a few days; one in six a few days late."""
        chance = jitter("finish", *thread.key)
        if thread.unit == BUREAU and chance % 4 and self._long_past(due):
            # Enough of them for the unit's own history to say something.
            moved = self._postponement(thread, self._add(due, 8 + chance % 21), "staffing")
            return Fate(finish=moved.new_due, planned=((self._add(due, -7), moved),))
        if chance % 6 == 0:
            return Fate(finish=self._add(due, 1 + chance % 4), late=True)
        return Fate(finish=self._add(due, -(chance % 4)))

    def _long_past(self, due: date) -> bool:
        return self.calendar.between(due, self.today) > 30

    def _near_the_present(self, leads: list[Thread]) -> None:
        acting = [thread for thread in leads if thread.unit not in _APART_FROM_EVENTS]
        past = sorted(
            (thread for thread in acting if thread.baseline < self.today),
            key=lambda thread: thread.baseline,
            reverse=True,
        )
        settled = self._add(self.today, -10)
        running = sorted(
            (one for one in acting if one.baseline >= self.today and one.starts_on <= settled),
            key=lambda thread: (thread.baseline, thread.milestone),
        )
        for rank, lateness in ((0, 3), (2, 7)):
            if rank < len(past):
                past[rank].fate = self._late(past[rank], lateness)
        if len(past) > 1:
            past[1].fate = self._postponed_twice(past[1], ago=1, to=18, help_wanted=True)
        events = (
            lambda one: self._blocked(one, 11, "blocked_unit", self._neighbour(one)),
            lambda one: self._moved_again(self._postponed_twice(one, ago=13, to=24), one),
            lambda one: self._blocked(one, 3, "blocked_direction", DIRECTION),
            self._falls_quiet,
        )
        for thread, event in zip(running, events, strict=False):
            thread.fate = event(thread)
        for thread in running[len(events) : len(events) + 2]:
            thread.fate = replace(
                thread.fate, planned=((self._add(self.today, -1), self._confirms(thread)),)
            )
        for thread in running[len(events) + 2 : len(events) + 3]:
            thread.fate = confirmed_near(thread, self.today, self.calendar, self.words)

    def _late(self, thread: Thread, days: int) -> Fate:
        """Due `days` business days ago and not done; postponed once where it was due long ago."""
        if self.calendar.between(thread.baseline, self.today) <= 9:
            return Fate()
        moved = self._postponement(thread, self._add(self.today, -days), "dependency")
        return Fate(planned=((self._add(thread.baseline, -4), moved),))

    def _moved_again(self, fate: Fate, thread: Thread) -> Fate:
        """Postponed once more, before all the rest, where there was time for it."""
        first, _once = fate.planned[0]
        day = self._add(first, -8)
        if day <= thread.starts_on:
            return fate
        moved = self._postponement(thread, self._add(thread.baseline, 2), "dependency")
        return replace(fate, planned=((day, moved), *fate.planned))

    def _postponed_twice(
        self, thread: Thread, *, ago: int, to: int, help_wanted: bool = False
    ) -> Fate:
        """Postponed once in good time, and again `ago` business days before today."""
        second = self._add(self.today, -ago)
        first = min(self._add(thread.baseline, -6), self._add(second, -12))
        between = max(self._add(second, 3), self._add(thread.baseline, 5))
        last = max(self._add(self.today, to), self._add(between, 8))
        once = self._postponement(thread, between, "staffing")
        again = self._postponement(thread, last, "decision" if help_wanted else "supplier")
        if help_wanted:
            again = replace(again, help_wanted=True)
        return Fate(planned=((first, once), (second, again)))

    def _postponement(self, thread: Thread, to: date, reason: str) -> Answer:
        if thread.kind == "decision":
            reason = "decision"
        elif thread.borough and to.month in {1, 2, 3}:
            reason = "winter"
        sentence = self.words.say(f"postponed_{reason}", thread.kind, *thread.key)
        return Answer("postponed", new_due=to, reason=reason, sentence=sentence)

    def _blocked(self, thread: Thread, ago: int, use: str, by: str) -> Fate:
        answer = Answer(
            "blocked",
            sentence=self.words.say(use, thread.kind, *thread.key),
            blocker_unit_id=self.unit_ids[by],
        )
        return Fate(planned=((self._add(self.today, -ago), answer),))

    def _neighbour(self, thread: Thread) -> str:
        """The first contributor that is not the Bureau: who holds the lead up."""
        apart = {"BASC", LEFT, BOUNCING, BUSY, CALM}
        names = [other.unit for other in thread.others if other.unit not in apart]
        return names[0] if names else ("SPO" if thread.unit != "SPO" else "SCA")

    def _falls_quiet(self, thread: Thread) -> Fate:
        return Fate(quiet_from=self._add(self.today, -35))

    # --- contributors

    def _share(self, thread: Thread) -> Fate:
        """Done some days before the lead is, or before the date the lead now says."""
        ends = self._end_of(thread.lead)
        chance = jitter("share", *thread.key)
        finish = self._add(ends, -(1 + chance % 12))
        return Fate(finish=max(finish, self._add(thread.starts_on, 2)))

    def _end_of(self, lead: Thread) -> date:
        """The day the lead is done, else the date it says by today."""
        return lead.fate.finish or self._said_due(lead)

    def _due_of(self, thread: Thread) -> date:
        """The date that a share is due by today: its lead's."""
        return self._said_due(thread.lead or thread)

    @staticmethod
    def _said_due(lead: Thread) -> date:
        moves = [answer.new_due for _day, answer in lead.fate.planned if answer.new_due]
        return moves[-1] if moves else lead.baseline

    def _silences(self) -> None:
        """Among the shares under way, every sixth has not been heard of for weeks."""
        since = self._add(self.today, -30)
        running = [
            thread
            for thread in self.threads
            if thread.lead is not None
            and thread.unit not in {BUSY, CALM, "BASC", LEFT, DIRECTION}
            and thread.starts_on <= self._add(self.today, -20)
            and self._undone(thread)
        ]
        for rank, thread in enumerate(sorted(running, key=lambda one: jitter(*one.key))):
            if rank < 3 or rank % 6 == 0:
                thread.fate = Fate(quiet_from=self._add(since, -(jitter(*thread.key) % 12)))
            elif rank < 6:
                thread.fate = Fate(finish=self._add(self.today, -1))

    def _disagree(self, leads: list[Thread]) -> None:
        """A share awaited after its lead is done; a unit that says nothing of what it blocks."""
        done = [one for one in leads if one.fate.finish is not None and one.baseline < self.today]
        done.sort(key=lambda one: one.baseline, reverse=True)
        apart = {BUSY, CALM, "BASC", LEFT, BOUNCING, DIRECTION}
        leave_one_share_open(done, apart, self.today, self.calendar)
        apart |= {one.unit for one in leads if one.fate.planned}
        for thread in leads:
            for _day, answer in thread.fate.planned:
                if answer.answer == "blocked" and self._unit_of(answer) not in apart:
                    fall_silent(self.threads, self._unit_of(answer), self.today, self.calendar)

    def _unit_of(self, answer: Answer) -> str:
        """The code of the unit that an answer names as the blocker."""
        codes = {ident: code for code, ident in self.unit_ids.items()}
        return codes.get(answer.blocker_unit_id or 0, "")

    def _undone(self, thread: Thread) -> bool:
        return thread.fate.finish is None or thread.fate.finish >= self.today

    # --- the two boroughs that the demonstration enters as

    def _busy(self) -> None:
        """Two lines to answer this week, and one that the director asks about."""
        mine = [one for one in self._of(BUSY) if one.starts_on <= self._add(self.today, -5)]
        mine.sort(key=lambda one: (self._answerable(one), one.milestone))
        chosen = mine[:2]
        about = [one for one in mine[2:] if self._due_of(one) >= self.today][:1]
        for thread in self._of(BUSY):
            thread.fate = self._early(thread)
        for thread in chosen:
            thread.fate = self._awaited(thread)
        for thread in about or chosen[:1]:
            thread.questioned = True
        for thread in about:
            confirmed = (self._add(self.today, -6), self._confirms(thread))
            thread.fate = Fate(planned=(confirmed,), quiet_from=self._add(self.today, -16))

    def _answerable(self, thread: Thread) -> tuple[int, int]:
        """How well it lends itself to being asked today: due now, long on track, begun, late."""
        due = self._due_of(thread)
        left = self.calendar.between(self.today, due)
        age = self.calendar.between(thread.starts_on, self.today)
        if -9 <= left <= 10:
            return 0, abs(left)
        if left > 10:
            return (1, left) if age >= 22 and due == thread.baseline else (2, left)
        return 3, -left

    def _awaited(self, thread: Thread) -> Fate:
        """Not silent, and asked again today."""
        due, today = self._due_of(thread), self.today
        left = self.calendar.between(today, due)
        age = self.calendar.between(thread.starts_on, today)
        planned: list[tuple[date, Answer]] = []
        if left < -9:
            moved = self._postponement(thread, self._add(today, -2), "dependency")
            planned = [(self._add(due, -2), moved), (self._add(today, -8), self._confirms(thread))]
        elif left <= 10:
            planned = [(min(self._add(today, -6), self._add(due, -1)), self._confirms(thread))]
        elif age >= 22 and due == thread.baseline:
            planned = [(self._add(today, -20), self._confirms(thread))]
        elif age >= 10:
            sooner = Answer(
                "postponed",
                new_due=self._add(today, 6),
                reason="other",
                sentence=self.words.say("sooner", thread.kind, *thread.key),
            )
            planned = [(self._add(today, -min(age - 1, 13)), sooner)]
            planned.append((self._add(today, -6), self._confirms(thread)))
        return Fate(planned=tuple(planned), quiet_from=self._add(today, -26))

    def _confirms(self, thread: Thread) -> Answer:
        return Answer("on_track", sentence=self.words.say("on_track", thread.kind, *thread.key))

    def _calm(self) -> None:
        for thread in self._of(CALM):
            thread.fate = self._early(thread)

    def _early(self, thread: Thread) -> Fate:
        """Says « on track » before being asked, and is done before the date comes near."""
        finish = self._add(self._due_of(thread), -13)
        finish = max(finish, self._add(thread.starts_on, 2))
        planned = []
        day = self._add(thread.starts_on, -1)
        while day < self._add(finish, -3):
            planned.append((day, self._confirms(thread)))
            day = self._add(day, 14)
        return Fate(finish=finish, planned=tuple(planned))

    # --- those whom no mail reaches

    def _unreachable(self) -> None:
        gone = {LEFT: left_on(self.today), BOUNCING: bouncing_from(self.today)}
        for thread in self.threads:
            if thread.unit in gone:
                since, fate = gone[thread.unit], thread.fate
                thread.fate = replace(
                    fate,
                    quiet_from=min(since, fate.quiet_from or since),
                    planned=tuple(one for one in fate.planned if one[0] < since),
                )

    def _of(self, unit: str) -> list[Thread]:
        return [thread for thread in self.threads if thread.unit == unit]

    def _add(self, day: date, count: int) -> date:
        return self.calendar.add(day, count)
