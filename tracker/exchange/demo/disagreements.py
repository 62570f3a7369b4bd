"""Where words and facts of the demonstration do not agree: one case of each sort, or a few."""

from dataclasses import replace
from datetime import date

from tracker.domain.answers import Answer
from tracker.domain.calendar import BusinessCalendar
from tracker.domain.contradictions import LEAVES_A_PIECE
from tracker.exchange.demo.threads import Fate, Thread
from tracker.exchange.demo.words import Words, jitter

#: Business days for which the unit that is named as a blocker has said nothing.
_SILENT = 12


def piece_of(thread: Thread) -> str:
    """The address of what a lead has done, where its kind leaves a piece; one in six gives none."""
    if thread.lead is not None or thread.kind not in LEAVES_A_PIECE:
        return ""
    if jitter("piece", *thread.key) % 6 == 0:
        return ""
    return f"https://exemple.test/pieces/{thread.milestone.lower()}"


def confirmed_near(thread: Thread, today: date, calendar: BusinessCalendar, words: Words) -> Fate:
    """Brought forward to three business days from today, then confirmed three times."""
    sooner = Answer(
        "postponed",
        new_due=calendar.add(today, 3),
        reason="other",
        sentence=words.say("sooner", thread.kind, *thread.key),
    )
    said = [(calendar.add(today, -10), sooner)]
    for ago in (7, 4, 1):
        sentence = words.say("on_track", thread.kind, ago, *thread.key)
        said.append((calendar.add(today, -ago), Answer("on_track", sentence=sentence)))
    return Fate(planned=tuple(said))


def leave_one_share_open(
    done: list[Thread], apart: set[str], today: date, calendar: BusinessCalendar
) -> None:
    """A contribution that is still awaited although its lead said done. `done`: leads that ended,
    the latest first."""
    since = calendar.add(today, -25)
    for lead in done:
        shares = [one for one in lead.others if one.unit not in apart]
        if shares and (lead.fate.finish or today) < today:
            shares[0].fate = Fate(quiet_from=min(since, lead.starts_on))
            return


def fall_silent(threads: list[Thread], unit: str, today: date, calendar: BusinessCalendar) -> None:
    """The unit says nothing on anything for `_SILENT` business days."""
    since = calendar.add(today, -_SILENT)
    for thread in threads:
        fate = thread.fate
        if thread.unit != unit or (fate.finish is not None and fate.finish < since):
            continue
        thread.fate = replace(
            fate,
            quiet_from=min(since, fate.quiet_from or since),
            planned=tuple(one for one in fate.planned if one[0] < since),
        )
