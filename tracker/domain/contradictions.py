"""Where what is said and the facts do not agree. Each rule states; none changes a standing."""

from datetime import date

from tracker.domain import standing as rules
from tracker.domain.calendar import BusinessCalendar
from tracker.domain.standing import Facts

#: Every sort, the most telling first.
CODES = (
    "on_track_past",
    "done_awaited",
    "done_bare",
    "blocker_silent",
    "on_track_near",
    "moved_often",
)
#: Confirmations near the due date from which they are told.
CONFIRMED = 3
#: Postponements from which they are told.
MOVED = 3
#: Kinds of milestones that leave a piece which a link can show.
LEAVES_A_PIECE = frozenset({"deliverable", "decision"})
#: Sentences that only repeat the answer.
_REPEATS = {"fait", "c’est fait", "terminé", "c’est terminé", "complété", "fini", "réalisé", "oui"}
_REPEATS |= {"ok", "done", "it is done", "it’s done", "completed", "complete", "finished", "yes"}
_OVER = frozenset({"proposed", "no_lead", "withdrawn", "done"})


def on_track_past(facts: Facts, today: date, calendar: BusinessCalendar) -> int:
    """Business days since the due date of what was declared on track; 0 where it is not late."""
    if facts.answer != "on_track" or rules.standing(facts, today, calendar) != "late":
        return 0
    return rules.days_late(facts, today, calendar)


def on_track_near(
    facts: Facts, third_on: date | None, today: date, calendar: BusinessCalendar
) -> bool:
    """Confirmed on track three times or more within 10 business days of a date still to come.

    `third_on`: the day of the third confirmation in a row, counted from the newest; None where
    there are fewer.
    """
    if third_on is None or facts.answer != "on_track":
        return False
    if rules.standing(facts, today, calendar) != "due_soon":
        return False
    return calendar.between(third_on, rules.due(facts)) <= rules.SOON_WITHIN


def done_awaited(facts: Facts, open_contributions: int, today: date, calendar) -> int:
    """Contributions still awaited although the lead says it is done; else 0."""
    done = facts.role == "lead" and rules.standing(facts, today, calendar) == "done"
    return open_contributions if done else 0


def done_bare(
    facts: Facts, kind: str, sentence: str, link: str, today: date, calendar: BusinessCalendar
) -> bool:
    """A lead says done and shows nothing: no link where the kind of milestone leaves a piece, or
    no link and a sentence that only repeats the answer."""
    if facts.role != "lead" or link or rules.standing(facts, today, calendar) != "done":
        return False
    return kind in LEAVES_A_PIECE or repeats_the_answer(sentence)


def repeats_the_answer(sentence: str) -> bool:
    """Whether a sentence says nothing but that it is done: « Fait. », « C'est fait »."""
    plain = sentence.strip().casefold().strip(" .,;\N{NO-BREAK SPACE}").replace("'", "’")
    return not plain or plain in _REPEATS


def moved_often(facts: Facts, today: date, calendar: BusinessCalendar) -> int:
    """How many times what is still open was postponed, from three on; else 0."""
    if rules.standing(facts, today, calendar) in _OVER:
        return 0
    return facts.postponements if facts.postponements >= MOVED else 0


def blocker_silent(
    facts: Facts,
    blocker_said_on: date | None,
    blocker_is_silent: bool,
    today: date,
    calendar: BusinessCalendar,
) -> int:
    """Business days during which the unit named as the blocker has said nothing; 0 where it
    replied, or where it is too soon to tell.

    It is told once that unit is silent by its own mails, or after 10 business days without an
    answer of any sort. `blocker_said_on`: its last answer on any of its commitments.
    """
    if rules.standing(facts, today, calendar) != "blocked" or facts.replied_at is not None:
        return 0
    if facts.answered_on is None:
        return 0
    if blocker_said_on is not None and blocker_said_on >= facts.answered_on:
        return 0
    age = calendar.between(facts.answered_on, today)
    return age if blocker_is_silent or age >= rules.SILENT_AFTER else 0
