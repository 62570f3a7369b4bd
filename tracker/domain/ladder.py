"""The ladder of a commitment: which rung it stands on as its date nears and passes, and the next.

Pure functions. Days are business days from the effective due date; another date starts anew.
"""

from collections.abc import Mapping
from datetime import date

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.standing import Facts, due, effective_due, standing

#: Rungs in order, in business days from the due date. `head`: what may be raised with the head of
#: the unit; `director`: with the director.
RUNGS = {"d-10": -10, "d-2": -2, "d+1": 1, "head": 6, "director": 11}
#: Rungs whose reminder may come on its own day.
OF_ONE_DAY = ("d-2", "d+1")
#: Rungs that are announced, then raised by a coordinator.
RAISED = ("head", "director")
#: Business days left to the unit when a step is announced after its day.
NOTICE = 5
#: Standings that climb: what is upcoming, answered done, blocked or withdrawn is on no rung.
_CLIMBS = frozenset({"late", "due_soon", "to_confirm", "on_track"})


def rung(facts: Facts, today: date, calendar: BusinessCalendar) -> str | None:
    """The last rung that was reached, or None."""
    here = _offset(facts, today, calendar)
    reached = [] if here is None else [code for code, days in RUNGS.items() if days <= here]
    return reached[-1] if reached else None


def next_rung(facts: Facts, today: date, calendar: BusinessCalendar) -> tuple[str, date] | None:
    """The next rung and the day on which it is reached; None beyond the last."""
    here = _offset(facts, today, calendar)
    if here is None:
        return None
    code = next((code for code, days in RUNGS.items() if days > here), None)
    return (code, rung_day(facts, code, calendar)) if code else None


def rung_day(facts: Facts, code: str, calendar: BusinessCalendar) -> date:
    """The open day on which the rung `code` is reached."""
    return calendar.add(effective_due(facts, calendar), RUNGS[code])


def on_its_day(facts: Facts, today: date, calendar: BusinessCalendar) -> bool:
    """Whether the reminder of `today` may come on a day of its own: D-2 and D+1."""
    here = _offset(facts, today, calendar)
    return calendar.is_open(today) and here in {RUNGS[code] for code in OF_ONE_DAY}


def to_announce(
    facts: Facts,
    today: date,
    until: date,
    calendar: BusinessCalendar,
    announced: Mapping[str, date],
    skipped: str | None = None,
) -> tuple[str, date] | None:
    """The step that the mail of `today` must announce, and the day from which it may be raised.

    One at a time, the head of the unit first. `until`: the day of the next weekly mail: what comes
    after it, that mail announces. `announced`: the day of each step announced before, for this
    same date. `skipped`: a step that would tell nobody anything.
    """
    if rung(facts, today, calendar) is None:
        return None
    before: date | None = None
    for step in RAISED:
        if step == skipped:
            continue
        if step in announced:
            before = announced[step]
            continue
        day = rung_day(facts, step, calendar)
        overdue = day <= today
        if overdue:
            day = calendar.add(today, NOTICE)
        if before is not None:
            day = max(day, calendar.add(before, NOTICE))
        return (step, day) if day <= until or overdue else None
    return None


def _offset(facts: Facts, today: date, calendar: BusinessCalendar) -> int | None:
    """Business days since the due date, negative before it; None for what does not climb."""
    if standing(facts, today, calendar) not in _CLIMBS:
        return None
    return calendar.between(due(facts), today)
