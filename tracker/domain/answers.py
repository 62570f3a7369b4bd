"""The four answers: what each asks for, and when it may be given (« The four answers »)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.standing import SOON_WITHIN, Facts, due, effective_due

WITHDRAW_WITHIN = timedelta(hours=24)
SENTENCE_LIMIT = 2000
LINK_LIMIT = 1000
BLOCKER_LIMIT = 200
#: Ten years: done longer than that before the milestone's start is a slip of the keyboard.
TOO_OLD = timedelta(days=3653)


@dataclass(frozen=True)
class Answer:
    """What somebody says of a commitment, before it is judged."""

    answer: str
    done_on: date | None = None
    new_due: date | None = None
    reason: str | None = None
    sentence: str = ""
    link: str = ""
    help_wanted: bool = False
    blocker_unit_id: int | None = None
    blocker_words: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the field it stands beside, and a code that the page puts in words."""

    field: str
    code: str


def problems(
    answer: Answer,
    facts: Facts,
    *,
    unit_id: int,
    streak: int,
    open_contributors: int,
    today: date,
    calendar: BusinessCalendar,
) -> list[Problem]:
    """Everything that keeps `answer` from being recorded; empty when nothing does.

    `facts`: the commitment as it stands; `streak`: live answers « on track » in a row before
    this one; `open_contributors`: contributions of a lead's milestone still awaited.
    """
    judge = {
        "done": _judge_done,
        "on_track": _judge_on_track,
        "postponed": _judge_postponed,
        "blocked": _judge_blocked,
    }.get(answer.answer)
    if judge is None:
        return [Problem("answer", "answer_missing")]
    found = judge(answer, facts, unit_id, streak, open_contributors, today, calendar)
    said = bool(answer.sentence.strip())
    if facts.answer == "done" and answer.answer != "done" and not said:
        found.append(Problem("sentence", "reopening_needs_sentence"))
    if len(answer.sentence) > SENTENCE_LIMIT:
        found.append(Problem("sentence", "sentence_too_long"))
    return _first_of_each_field(found)


def _judge_done(answer, facts, _unit, _streak, open_contributors, today, _calendar):
    found = []
    if answer.done_on is None:
        found.append(Problem("done_on", "date_missing"))
    elif answer.done_on > today:
        found.append(Problem("done_on", "done_in_future"))
    elif answer.done_on < facts.starts_on - TOO_OLD:
        found.append(Problem("done_on", "done_too_old"))
    if not answer.sentence.strip():
        if facts.role == "lead" and open_contributors:
            found.append(Problem("sentence", "lead_done_needs_sentence"))
        elif not answer.link.strip():
            found.append(Problem("sentence", "evidence_missing"))
    if answer.link.strip() and not answer.link.strip().lower().startswith(("http://", "https://")):
        found.append(Problem("link", "link_unknown"))
    if len(answer.link) > LINK_LIMIT:
        found.append(Problem("link", "link_too_long"))
    return found


def _judge_on_track(answer, facts, _unit, streak, _open, today, calendar):
    if today > effective_due(facts, calendar):
        return [Problem("answer", "on_track_after_due")]
    near = calendar.between(today, due(facts)) <= SOON_WITHIN
    if near and streak >= 1 and not answer.sentence.strip():
        return [Problem("sentence", "second_on_track_needs_sentence")]
    return []


def _judge_postponed(answer, facts, _unit, _streak, _open, today, _calendar):
    found = []
    if answer.new_due is None:
        found.append(Problem("new_due", "date_missing"))
    elif answer.new_due < today:
        found.append(Problem("new_due", "new_date_past"))
    elif answer.new_due == due(facts):
        found.append(Problem("new_due", "new_date_same"))
    elif answer.new_due.year > facts.plan_ends_on.year + 10:
        found.append(Problem("new_due", "new_date_far"))
    if answer.reason is None:
        found.append(Problem("reason", "reason_missing"))
    elif answer.reason == "other" and not answer.sentence.strip():
        found.append(Problem("sentence", "other_needs_sentence"))
    return found


def _judge_blocked(answer, _facts, unit_id, _streak, _open, _today, _calendar):
    found = []
    words = answer.blocker_words.strip()
    if answer.blocker_unit_id is None and not words:
        found.append(Problem("blocker", "blocker_missing"))
    elif answer.blocker_unit_id is not None and words:
        found.append(Problem("blocker", "blocker_twice"))
    elif answer.blocker_unit_id == unit_id:
        found.append(Problem("blocker", "blocker_is_oneself"))
    elif len(words) > BLOCKER_LIMIT:
        found.append(Problem("blocker", "blocker_too_long"))
    if not answer.sentence.strip():
        found.append(Problem("sentence", "sentence_missing"))
    return found


def _first_of_each_field(found: list[Problem]) -> list[Problem]:
    kept: dict[str, Problem] = {}
    for problem in found:
        kept.setdefault(problem.field, problem)
    return list(kept.values())
