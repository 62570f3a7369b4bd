"""Giving the value of an indicator, correcting it, disputing it. The caller commits."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, note
from tracker.domain.indicators import Indicator, IndicatorDispute, IndicatorValue


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives. `seen`: how many values of that period they had before their eyes."""

    unit_id: int
    period_on: date
    value: float
    note: str = ""
    reason: str = ""
    seen: int = 0


class GivenMeanwhile(Exception):
    """Somebody else gave a value of that period, `standing`, while this one was written."""

    def __init__(self, standing: IndicatorValue) -> None:
        super().__init__("given meanwhile")
        self.standing = standing


class ReasonMissing(Exception):
    """Another value stands already: a correction says why."""


def standing_value(
    session: Session, indicator_id: int, unit_id: int, period_on: date
) -> IndicatorValue | None:
    """The value that counts for a unit's period. One statement."""
    return session.scalar(
        select(IndicatorValue)
        .where(
            IndicatorValue.indicator_id == indicator_id,
            IndicatorValue.unit_id == unit_id,
            IndicatorValue.period_on == period_on,
        )
        .order_by(IndicatorValue.seq.desc())
        .limit(1)
    )


def give(
    session: Session, indicator: Indicator, given: Given, actor: Actor, today: date
) -> IndicatorValue:
    """Keep a value. The same one again is the one that stands: a double click is one value.

    The caller has locked the indicator. Raises GivenMeanwhile and ReasonMissing.
    """
    before = standing_value(session, indicator.id, given.unit_id, given.period_on)
    seq = 0 if before is None else before.seq + 1
    if before is not None and before.value == given.value:
        return before
    if before is not None and given.seen != seq:
        raise GivenMeanwhile(before)
    if before is not None and not given.reason:
        raise ReasonMissing
    value = IndicatorValue(
        indicator_id=indicator.id,
        unit_id=given.unit_id,
        period_on=given.period_on,
        seq=seq,
        value=given.value,
        reason=given.reason if before is not None else "",
        note=given.note,
        given_on=today,
        given_at=actor.at,
        by_id=actor.person_id,
        by_name=actor.name,
        way=actor.way,
    )
    session.add(value)
    session.flush()
    note(
        session,
        "indicator",
        indicator.id,
        actor,
        "given" if before is None else "corrected",
        field="value",
        before="" if before is None else f"{before.value:g}",
        after=f"{given.value:g}",
        reason=value.reason,
    )
    return value


def open_dispute(session: Session, value_id: int) -> IndicatorDispute | None:
    """The dispute of a value that nobody has settled. One statement."""
    return session.scalar(
        select(IndicatorDispute).where(
            IndicatorDispute.value_id == value_id, IndicatorDispute.settled_at.is_(None)
        )
    )


def dispute(session: Session, value: IndicatorValue, reason: str, actor: Actor) -> IndicatorDispute:
    """Say that a value is held for wrong, and why. The one that is open already stays."""
    found = open_dispute(session, value.id)
    if found is not None:
        return found
    made = IndicatorDispute(
        value_id=value.id,
        reason=reason,
        raised_at=actor.at,
        raised_by_id=actor.person_id,
        raised_by=actor.name,
    )
    session.add(made)
    note(
        session,
        "indicator",
        value.indicator_id,
        actor,
        "disputed",
        field="value",
        after=f"{value.value:g}",
        reason=reason,
    )
    return made


def settle(
    session: Session, value: IndicatorValue, found: IndicatorDispute, words: str, actor: Actor
) -> None:
    """End a dispute in words: the value holds, or was corrected."""
    found.settled_at, found.settled_by, found.settled_words = actor.at, actor.name, words
    note(session, "indicator", value.indicator_id, actor, "settled", field="value", reason=words)
