"""How a commitment stands on a day (« Standing of a commitment: the first row that fits »)."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.calendar import BusinessCalendar

#: Business days before the due date from which it is « échéance proche ».
SOON_WITHIN = 10
#: Business days after the first unanswered mail from which a commitment is silent.
SILENT_AFTER = 10
#: Business days between two requests on a commitment that is on track or blocked.
ASKED_EVERY = 20

#: The words shown, most pressing first: the order of a heat-map cell.
PRESSING = (
    "blocked",
    "late",
    "silent",
    "due_soon",
    "to_confirm",
    "revised",
    "on_track",
    "upcoming",
    "done",
    "no_lead",
    "proposed",
    "withdrawn",
)
_RANK = {word: rank for rank, word in enumerate(PRESSING)}
#: Standings beside which a flag may be shown (rows 4 to 9 of the table).
_OPEN = frozenset({"blocked", "late", "upcoming", "due_soon", "to_confirm", "on_track"})
_EVERY_SLOT = frozenset({"late", "due_soon", "to_confirm"})
_NOW_AND_THEN = frozenset({"blocked", "on_track"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules need to know of a commitment. Dates are local days."""

    plan_state: str
    plan_ends_on: date
    milestone_withdrawn: bool
    has_lead: bool
    released: bool
    role: str
    starts_on: date
    first_baseline: date
    baseline_due: date
    lead_forecast: date | None
    forecast: date | None
    answer: str | None
    answered_on: date | None
    done_on: date | None
    postponements: int
    help_wanted: bool
    asked_since: date | None
    asked_last: date | None
    reachable: bool
    question_open: bool
    replied_at: datetime | None = None


def due(facts: Facts) -> date:
    """Own forecast, else the lead's, else the current baseline."""
    return facts.forecast or facts.lead_forecast or facts.baseline_due


def effective_due(facts: Facts, calendar: BusinessCalendar) -> date:
    """The due date, on the next open day when its own is closed."""
    return calendar.next_open(due(facts))


def standing(facts: Facts, today: date, calendar: BusinessCalendar) -> str:
    """The first row of the table that fits: proposed, no_lead, withdrawn, done, blocked, late,
    upcoming, due_soon, to_confirm or on_track."""
    if facts.plan_state == "draft":
        return "proposed"
    if facts.plan_state == "closed" or facts.milestone_withdrawn or facts.released:
        return "withdrawn"
    if not facts.has_lead:
        return "no_lead"
    if facts.answer in {"done", "blocked"}:
        return facts.answer
    if calendar.next_open(today) > effective_due(facts, calendar):
        return "late"
    if today < facts.starts_on and facts.answer is None:
        return "upcoming"
    if calendar.between(today, due(facts)) <= SOON_WITHIN:
        return "due_soon"
    return "to_confirm" if facts.answer is None else "on_track"


def days_late(facts: Facts, today: date, calendar: BusinessCalendar) -> int:
    """Business days since the due date; 0 when it is not passed. Shown beside « bloqué » too."""
    return max(0, calendar.between(due(facts), today))


def slippage(facts: Facts, calendar: BusinessCalendar) -> int:
    """Business days between the first baseline and the due date (the day it was done, if done).

    Negative: « devancé ».
    """
    end = facts.done_on if facts.answer == "done" and facts.done_on else due(facts)
    return calendar.between(facts.first_baseline, end)


def silent_for(facts: Facts, today: date, calendar: BusinessCalendar) -> int:
    """Business days since the first accepted mail that asked and was not answered; else 0."""
    if facts.asked_since is None:
        return 0
    return max(0, calendar.between(facts.asked_since, today))


@dataclass(frozen=True, slots=True)
class Flags:
    """What is said beside a standing, never instead of it."""

    silent: bool = False
    unreachable: bool = False
    postponed: int = 0
    help_wanted: bool = False
    beyond_plan: bool = False


def flags(facts: Facts, today: date, calendar: BusinessCalendar) -> Flags:
    """The flags of rows 4 to 9; none beside the other rows."""
    if standing(facts, today, calendar) not in _OPEN:
        return Flags()
    return Flags(
        silent=facts.reachable and silent_for(facts, today, calendar) >= SILENT_AFTER,
        unreachable=not facts.reachable,
        postponed=facts.postponements,
        help_wanted=facts.help_wanted,
        beyond_plan=due(facts) > facts.plan_ends_on,
    )


def word(facts: Facts, today: date, calendar: BusinessCalendar) -> str:
    """The one tag shown: a standing, or `silent`, or `revised` (« À la date révisée »)."""
    stands = standing(facts, today, calendar)
    if stands in {"blocked", "late"} or stands not in _OPEN:
        return stands
    if flags(facts, today, calendar).silent:
        return "silent"
    if stands == "on_track" and (facts.postponements or slippage(facts, calendar) > 0):
        return "revised"
    return stands


def pressing(words: list[str]) -> tuple[str, int]:
    """The most pressing of the words of a heat-map cell, and how many share it."""
    first = min(words, key=_RANK.__getitem__)
    return first, words.count(first)


def pressing_rank(shown: str) -> int:
    """Place of a word in the order of urgency, 0 first."""
    return _RANK[shown]


def asked(facts: Facts, today: date, calendar: BusinessCalendar) -> bool:
    """Whether the unit is asked for news in a slot of `today` (last column of the table)."""
    stands = standing(facts, today, calendar)
    if stands not in _OPEN:
        return False
    if facts.question_open or _blocker_replied(facts):
        return True
    if today < facts.starts_on:
        return False
    if stands in _EVERY_SLOT:
        return True
    if stands in _NOW_AND_THEN:
        known = [day for day in (facts.answered_on, facts.asked_last) if day is not None]
        return not known or calendar.between(max(known), today) >= ASKED_EVERY
    return False


def _blocker_replied(facts: Facts) -> bool:
    """Whether the blocker has replied since the lead was last asked: the next mail says so."""
    if facts.answer != "blocked" or facts.replied_at is None:
        return False
    return facts.asked_last is None or facts.replied_at.date() >= facts.asked_last


def why_asked(facts: Facts, today: date, calendar: BusinessCalendar) -> str:
    """Why a line is in a mail: question, or the word it stands under."""
    return "question" if facts.question_open else word(facts, today, calendar)


def comes_next(facts: Facts, today: date, calendar: BusinessCalendar) -> bool:
    """Whether a commitment that is not asked belongs under « Ensuite »: due within 20 bd."""
    stands = standing(facts, today, calendar)
    if stands not in _OPEN:
        return False
    return 0 <= calendar.between(today, due(facts)) <= ASKED_EVERY
