"""The statements of a past day: who had a share, what was promised, and what was changed since."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, null, or_, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Change
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.slots import ReminderSlot
from tracker.domain.units import UnitAlias, UnitName, spelling_key


@dataclass(slots=True)
class Share:
    """A commitment as it is being taken back to an earlier state: changed in place.

    `absent`: it was not there yet.
    """

    id: int
    milestone_id: int
    unit_id: int
    role: str
    released: bool
    took_over_at: datetime | None
    took_over_due: date | None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the log, as far as it takes to undo it."""

    id: int
    object_kind: str
    object_id: int
    at: datetime
    what: str
    field: str
    before: str
    after: str


#: Lines about who has a share: needed whole, for they say what a later line does not.
_OF_SHARES = ("released", "restored", "added", "created")


def shares(session: Session, plan_id: int, until: datetime) -> dict[int, Share]:
    """Every commitment of a plan by id, released only where that was done before `until`."""
    rows = session.execute(
        select(
            Commitment.id,
            Commitment.milestone_id,
            Commitment.unit_id,
            Commitment.role,
            Commitment.released_at,
            Commitment.took_over_at,
            Commitment.took_over_due,
        )
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .where(Milestone.plan_id == plan_id)
    )
    return {
        row.id: Share(
            row.id,
            row.milestone_id,
            row.unit_id,
            row.role,
            row.released_at is not None and row.released_at < until,
            row.took_over_at,
            row.took_over_due,
        )
        for row in rows
    }


def lines(session: Session, until: datetime) -> list[ChangeLine]:
    """What was changed by hand at `until` or later, newest first; and, whenever it was, who was
    given a share or relieved of one."""
    one = Change.__table__.c
    of_shares = and_(
        one.object_kind.in_(("milestone", "commitment")),
        or_(one.field == "lead", one.what.in_(_OF_SHARES)),
    )
    rows = session.execute(
        select(
            one.id,
            one.object_kind,
            one.object_id,
            one.at,
            one.what,
            one.field,
            one.before,
            one.after,
        )
        .where(
            one.object_kind.in_(("plan", "dossier", "milestone", "commitment", "unit")),
            or_(one.at >= until, of_shares),
        )
        .order_by(one.id.desc())
    )
    return [ChangeLine(*row) for row in rows]


def bearers(session: Session) -> dict[str, tuple[int, ...]]:
    """Ids of the units that bore a name, by its spelling."""
    found: dict[str, tuple[int, ...]] = {}
    names = select(UnitName.unit_id, UnitName.name, UnitName.valid_from)
    aliases = select(UnitAlias.unit_id, UnitAlias.alias, null())
    for unit_id, name, _since in session.execute(names.union(aliases)):
        key = spelling_key(name)
        if unit_id not in found.get(key, ()):
            found[key] = (*found.get(key, ()), unit_id)
    return found


def baselines(session: Session, plan_id: int, until: datetime) -> dict[int, date]:
    """The baseline in force just before `until`, by milestone."""
    rows = session.execute(
        select(Baseline.milestone_id, Baseline.due)
        .join(Milestone, Milestone.id == Baseline.milestone_id)
        .where(Milestone.plan_id == plan_id, or_(Baseline.frozen_at < until, Baseline.seq == 0))
        .order_by(Baseline.seq)
    )
    return dict(rows.all())


def withdrawn(session: Session, plan_id: int, until: datetime) -> frozenset[int]:
    """Ids of the milestones that had been withdrawn before `until` and still are."""
    rows = session.scalars(
        select(Milestone.id).where(Milestone.plan_id == plan_id, Milestone.withdrawn_at < until)
    )
    return frozenset(rows)


def last_slots(session: Session, plan_id: int, until: datetime) -> tuple[date | None, date | None]:
    """The day of the last weekly relance decided before `until`, and the newest name given."""
    sent = func.coalesce(ReminderSlot.sent_for, ReminderSlot.nominal_on)
    row = session.execute(
        select(
            func.max(sent).filter(ReminderSlot.outcome == "planned"),
            func.max(ReminderSlot.nominal_on),
        ).where(
            ReminderSlot.plan_id == plan_id,
            ReminderSlot.rule == "weekly",
            ReminderSlot.decided_at < until,
        )
    ).one()
    return row[0], row[1]
