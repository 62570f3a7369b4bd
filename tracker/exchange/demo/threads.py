"""A commitment of the demonstration while its story is told, in memory, under the real rules."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tracker.domain import standing as rules
from tracker.domain.answers import Answer, problems
from tracker.domain.calendar import BusinessCalendar
from tracker.domain.commitments import Ask, Folded, fold
from tracker.domain.standing import Facts

#: No two answers of a unit come closer than this: the second would be a correction.
APART = timedelta(days=2)


@dataclass(eq=False, slots=True)
class Said:
    """An answer of the story. It reads like a stored one, for the rules to fold."""

    at: datetime
    on: date
    given: Answer
    prior_due: date
    id: int
    withdrawn_at: None = None
    corrects_id: None = None

    @property
    def said_at(self) -> datetime:
        return self.at

    @property
    def said_on(self) -> date:
        return self.on

    @property
    def answer(self) -> str:
        return self.given.answer

    @property
    def new_due(self) -> date | None:
        return self.given.new_due

    @property
    def done_on(self) -> date | None:
        return self.given.done_on

    @property
    def help_wanted(self) -> bool:
        return self.given.help_wanted


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a commitment: the day it ends, what is said besides, when it falls quiet.

    `planned`: answers on their days. From `quiet_from` on, no mail is answered and nothing ends.
    """

    finish: date | None = None
    late: bool = False
    planned: tuple[tuple[date, Answer], ...] = ()
    quiet_from: date | None = None

    def speaks_on(self, day: date) -> bool:
        return self.quiet_from is None or day < self.quiet_from


@dataclass(eq=False)
class Thread:
    """One unit on one milestone. `lead`: the thread of its lead, None where it is the lead."""

    milestone: str
    kind: str
    unit: str
    unit_id: int
    borough: bool
    starts_on: date
    baseline: date
    plan_ends_on: date
    lead: "Thread | None"
    others: "list[Thread]" = field(default_factory=list)
    fate: Fate = field(default_factory=Fate)
    said: list[Said] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    questioned: bool = False
    question_at: datetime | None = None
    folded: Folded = field(default_factory=Folded)

    def __post_init__(self) -> None:
        self._fold()

    @property
    def role(self) -> str:
        return "contributor" if self.lead else "lead"

    @property
    def key(self) -> tuple[str, str]:
        return self.milestone, self.unit

    @property
    def done(self) -> bool:
        return self.folded.answer == "done"

    def facts(self, at: datetime, reachable: bool = True) -> Facts:
        """What the rules know of it at the instant `at` of its story."""
        lead = self.lead or self
        now = self.folded
        return Facts(
            plan_state="approved",
            plan_ends_on=self.plan_ends_on,
            milestone_withdrawn=False,
            has_lead=True,
            released=False,
            role=self.role,
            starts_on=self.starts_on,
            first_baseline=self.baseline,
            baseline_due=self.baseline,
            lead_forecast=lead.folded.forecast_due,
            forecast=now.forecast_due,
            answer=now.answer,
            answered_on=now.answered_on,
            done_on=now.done_on,
            postponements=now.postponements,
            help_wanted=now.help_wanted,
            asked_since=now.asked_since,
            asked_last=now.asked_last,
            reachable=reachable,
            question_open=self.question_at is not None and self.question_at <= at,
        )

    def say(self, given: Answer, on: date, at: datetime, calendar: BusinessCalendar) -> bool:
        """Take the answer if the rules allow it on that day; whether they did."""
        if self.said and at - self.said[-1].at < APART:
            return False
        facts = self.facts(at)
        found = problems(
            given,
            facts,
            unit_id=self.unit_id,
            streak=self.folded.streak,
            open_contributors=sum(not other.done for other in self.others),
            today=on,
            calendar=calendar,
        )
        if found:
            return False
        self.said.append(Said(at, on, given, rules.due(facts), len(self.said) + 1))
        self._fold()
        return True

    def ask(self, on: date, at: datetime) -> None:
        """An accepted mail asked."""
        self.asks.append(Ask(on, at))
        self._fold()

    def _fold(self) -> None:
        self.folded = fold(self.said, self.role, self.baseline, self.asks)
