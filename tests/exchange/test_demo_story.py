"""The demonstration's story holds on any day of the year, under the rules of the week."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

from tracker.domain import standing as rules
from tracker.domain.calendar import BusinessCalendar
from tracker.exchange import carried
from tracker.exchange.closures import closed_days
from tracker.exchange.demo.fates import BUSY, CALM, Fates
from tracker.exchange.demo.loader import MONTREAL
from tracker.exchange.demo.moving import PLAN_ENDS, PLAN_STARTS, Move, move_to
from tracker.exchange.demo.people import BOUNCING, LEFT, bouncing_from, left_on
from tracker.exchange.demo.story import WEEKS_KEPT, Story
from tracker.exchange.demo.threads import Thread
from tracker.exchange.demo.words import Words
from tracker.exchange.plan_file import read_plan_file

#: Starts processes, or lays the demonstration many times.
pytestmark = pytest.mark.slow

#: Every third week of a year with a week 53, each on another weekday, and its awkward days.
DAYS = [date(2026, 1, 1) + timedelta(days=7 * week + week % 5) for week in range(0, 53, 3)]
DAYS += [date(2026, 1, 26), date(2026, 7, 12), date(2026, 12, 14), date(2027, 1, 3)]


@dataclass
class Told:
    """A story that was lived until `today`, nine o'clock."""

    today: date
    now: datetime
    story: Story
    calendar: BusinessCalendar

    def facts(self, thread: Thread) -> rules.Facts:
        return thread.facts(self.now, self.story.reachable(thread.unit, self.today))

    def word(self, thread: Thread) -> str:
        return rules.word(self.facts(thread), self.today, self.calendar)

    def flags(self, thread: Thread) -> rules.Flags:
        return rules.flags(self.facts(thread), self.today, self.calendar)

    def asked(self, unit: str) -> list[Thread]:
        return [
            thread
            for thread in self.story.threads
            if thread.unit == unit and rules.asked(self.facts(thread), self.today, self.calendar)
        ]

    def changed(self) -> list[Thread]:
        since = self.story.kept[-1].slot.day
        return [one for one in self.story.threads if one.said and one.said[-1].on >= since]


@pytest.fixture(scope="module")
def calendar() -> BusinessCalendar:
    return BusinessCalendar(closed.day for closed in closed_days(range(2024, 2031)))


@pytest.fixture
def tell(index, calendar):
    """`tell(today)`: the story of the carried plan, without any database."""
    return partial(_tell, index, calendar)


def _tell(index, calendar: BusinessCalendar, today: date) -> Told:
    move = move_to(today)
    threads = _threads(index, move)
    words = Words()
    unit_ids = {unit.code: unit.id for unit in index.units}
    Fates(threads, today, calendar, words, unit_ids).assign()
    now = datetime.combine(today, time(9), MONTREAL)
    asked_at = datetime.combine(calendar.add(today, -2), time(15), MONTREAL)
    story = Story(threads, now, MONTREAL, calendar, words, partial(_reachable, today), asked_at)
    story.live(move.date(PLAN_STARTS))
    return Told(today, now, story, calendar)


def _reachable(today: date, unit: str, day: date) -> bool:
    if unit == LEFT:
        return day < left_on(today)
    return unit != BOUNCING or day < bouncing_from(today)


def _threads(index, move: Move) -> list[Thread]:
    threads = []
    for line in map(move.line, read_plan_file(carried.path_of("demo_milestones.csv"), index)):
        lead = None
        for unit in (line.lead, *line.contributors):
            thread = Thread(
                line.code,
                line.kind,
                unit.code,
                unit.id,
                unit.kind == "borough",
                line.starts_on,
                line.due,
                move.date(PLAN_ENDS),
                lead,
            )
            threads.append(thread)
            if lead is None:
                lead = thread
            else:
                lead.others.append(thread)
    return threads


@pytest.mark.parametrize("today", DAYS, ids=date.isoformat)
def test_every_week_shows_what_a_director_must_see(tell, today):
    told = tell(today)
    words = Counter(map(told.word, told.story.threads))
    flags = [told.flags(thread) for thread in told.story.threads]
    assert 2 <= words["late"] <= 6
    assert words["blocked"] == 2
    assert sum(flag.silent for flag in flags) >= 2
    assert sum(flag.postponed >= 2 for flag in flags) == 2
    assert sum(flag.help_wanted for flag in flags) == 1
    assert any(flag.unreachable for flag in flags)
    answers = Counter(thread.folded.answer for thread in told.changed())
    assert answers["postponed"] == 1
    assert answers["done"] >= 1
    assert answers["on_track"] >= 1
    blockers = {
        thread.said[-1].given.blocker_unit_id
        for thread in told.story.threads
        if told.word(thread) == "blocked"
    }
    assert len(blockers) == 2
    assert len(told.asked(BUSY)) in {2, 3}
    assert not any(told.flags(thread).silent for thread in told.asked(BUSY))
    assert sum(thread.question_at is not None for thread in told.asked(BUSY)) == 1
    assert not told.asked(CALM)


def test_what_is_long_past_is_done(tell):
    told = tell(date(2026, 4, 20))
    long_past = [one for one in told.story.threads if one.baseline < date(2026, 1, 19)]
    assert {thread.folded.answer for thread in long_past if thread.unit != LEFT} == {"done"}


def test_some_ended_a_few_days_late_and_said_why(tell):
    told = tell(date(2026, 9, 15))
    late = [
        thread
        for thread in told.story.threads
        if thread.done and thread.lead is None and thread.folded.done_on > thread.baseline
    ]
    assert len(late) >= 3
    assert all(thread.said[-1].given.sentence for thread in late)


def test_nothing_is_said_on_a_closed_day_before_its_time_or_after_now(tell, calendar):
    told = tell(date(2026, 4, 20))
    for thread in told.story.threads:
        days = [said.on for said in thread.said]
        assert days == sorted(days)
        assert all(calendar.is_open(day) for day in days)
        assert all(said.at < told.now for said in thread.said)


def test_the_same_day_tells_the_same_story(tell):
    def said() -> list:
        return [
            (thread.key, said.at, said.given)
            for thread in tell(date(2026, 4, 20)).story.threads
            for said in thread.said
        ]

    assert said() == said()


def test_the_sentences_are_many_and_seldom_repeated(tell):
    told = tell(date(2026, 4, 20))
    sentences = Counter(
        said.given.sentence
        for thread in told.story.threads
        for said in thread.said
        if said.given.sentence
    )
    assert len(sentences) >= 40


def test_the_last_weeks_mails_are_kept_and_this_mondays_is_not(tell):
    kept = tell(date(2026, 4, 20)).story.kept
    assert len(kept) == WEEKS_KEPT
    assert kept[-1].slot.nominal_on == date(2026, 4, 13)
    assert tell(date(2026, 4, 22)).story.kept[-1].slot.nominal_on == date(2026, 4, 20)
    # Easter Monday: the slot moves to Tuesday and keeps its Monday's name.
    easter = next(past.slot for past in kept if past.slot.nominal_on == date(2026, 4, 6))
    assert easter.day == date(2026, 4, 7)
