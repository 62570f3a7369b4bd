"""A due slot, written down once and for all: who is written to, who is not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tracker.config import Config
from tracker.db import Base
from tracker.domain.messages import Message
from tracker.domain.slots import ReminderSlot, Skip, Slot
from tracker.mail import digests, outbox
from tracker.mail.digests import Digest, Skipped
from tracker.queries.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class Planned:
    """What became of a slot: planned, skipped or missed; and the ids of its messages."""

    slot_id: int
    outcome: str
    messages: tuple[int, ...] = ()


def plan_slot(
    session: Session,
    view: PlanView,
    slot: Slot,
    outcome: str,
    real_now: datetime,
    settings: Config,
) -> Planned | None:
    """Write `slot` down as `outcome`, a planned one with its messages. The caller commits.

    None when it was written down before, or is being so by somebody else: on PostgreSQL this
    waits for the other's transaction. `view`: read before, on the slot's business day.
    """
    slot_id = _slot_row(session, view, slot, outcome, real_now)
    if slot_id is None:
        return None
    if outcome != "planned":
        return Planned(slot_id, outcome)
    week = digests.week_of(view)
    written = [
        _write(session, view, digest, slot_id, real_now, settings) for digest in week.digests
    ]
    session.add_all(_skips(slot_id, week.skips))
    return Planned(slot_id, outcome, tuple(filter(None, written)))


def hand_on(
    session: Session,
    view: PlanView,
    slot_id: int,
    digests_: Sequence[Digest],
    real_now: datetime,
    settings: Config,
) -> None:
    """Plan mails of a slot for those who answer instead of somebody. The caller commits.

    `digests_`: theirs on the view's day. Who has a message in the slot already gets no other.
    """
    for digest in sorted(digests_, key=lambda digest: digest.person_id):
        if _write(session, view, digest, slot_id, real_now, settings) is not None:
            session.execute(
                delete(Skip).where(Skip.slot_id == slot_id, Skip.person_id == digest.person_id),
                execution_options={"synchronize_session": False},
            )


def as_of_slot(session: Session, view: PlanView, slot_id: int | None) -> PlanView:
    """`view` as the slot's mails tell it: « since last week » is since the slot before. One
    statement."""
    if view.plan is None or slot_id is None:
        return view
    nominal_on = select(ReminderSlot.nominal_on).where(ReminderSlot.id == slot_id)
    before = session.scalar(
        select(func.max(func.coalesce(ReminderSlot.sent_for, ReminderSlot.nominal_on))).where(
            ReminderSlot.plan_id == view.plan.id,
            ReminderSlot.outcome == "planned",
            ReminderSlot.nominal_on < nominal_on.scalar_subquery(),
        )
    )
    return replace(view, plan=replace(view.plan, last_slot_on=before))


def _slot_row(
    session: Session, view: PlanView, slot: Slot, outcome: str, real_now: datetime
) -> int | None:
    return session.scalar(
        _insert(session, ReminderSlot)
        .values(
            plan_id=view.plan.id,
            rule="weekly",
            nominal_on=slot.nominal_on,
            due_at=slot.due_at,
            outcome=outcome,
            decided_at=real_now,
            sent_for=view.today if outcome == "planned" else None,
        )
        # Bare: naming one key would let another unique one raise between two planners.
        .on_conflict_do_nothing()
        .returning(ReminderSlot.id)
    )


def _write(
    session: Session,
    view: PlanView,
    digest: Digest,
    slot_id: int,
    real_now: datetime,
    settings: Config,
) -> int | None:
    """Id of the message written down; None when the person has one in the slot."""
    person = view.directory.people[digest.person_id]
    id_ = session.scalar(
        _insert(session, Message)
        .values(
            slot_id=slot_id,
            person_id=person.id,
            message_id=outbox.new_message_id(settings),
            state="planned",
            to_name=person.name,
            to_address=person.email,
            locale=person.locale,
            composed_for=view.today,
            created_at=real_now,
        )
        .on_conflict_do_nothing()
        .returning(Message.id)
    )
    if id_ is not None:
        outbox.replace_items(session, id_, digest.items, view.today)
        outbox.note(session, id_, "planned", real_now)
    return id_


def _insert(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(table)


def _skips(slot_id: int, skips: Sequence[Skipped]) -> list[Skip]:
    return [
        Skip(
            slot_id=slot_id,
            person_id=skipped.person_id,
            unit_id=skipped.unit_id,
            reason=skipped.reason,
        )
        for skipped in skips
    ]
