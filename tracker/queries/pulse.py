"""The reminder clock as pages and the doctor read it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.pulse import SILENT_AFTER, Pulse


@dataclass(frozen=True, slots=True)
class PulseRow:
    """When the clock last looked, and what stops the mail; `trouble` is empty when nothing does."""

    looked_at: datetime
    trouble: str
    words: str
    since: datetime | None
    closed_until: datetime | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Mail does not leave as it should. `kind`: `stopped`, the clock does not look any more, since
    `since` (None: it never did); or the code of what closes the way out."""

    kind: str
    since: datetime | None
    words: str = ""
    until: datetime | None = None


def read_pulse(session: Session) -> PulseRow | None:
    """The pulse, or None where the clock has never looked. One statement."""
    row = session.execute(_PULSE).one_or_none()
    return PulseRow(*row) if row else None


def alarms(pulse: PulseRow | None, now: datetime, since: datetime | None) -> list[Alarm]:
    """What is wrong with the mail at `now`, in general; most serious first.

    `since`: from when a clock is needed, that is the approval of the plan; None while no plan is
    in force: nothing is to be sent, so nothing is wrong.
    """
    if since is None:
        return []
    found = []
    looked = pulse.looked_at if pulse else None
    if now - max(filter(None, (looked, since))) > SILENT_AFTER:
        found.append(Alarm("stopped", looked))
    if pulse is not None and pulse.trouble:
        found.append(Alarm(pulse.trouble, pulse.since, pulse.words, pulse.closed_until))
    return found


_PULSE = select(
    Pulse.__table__.c.looked_at,
    Pulse.__table__.c.trouble,
    Pulse.__table__.c.trouble_words,
    Pulse.__table__.c.trouble_since,
    Pulse.__table__.c.closed_until,
)
