"""A due slot, written down once and for all: who is written to, who is not, and why."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tracker.config import Config
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
    messages = [_message(view, digest, slot_id, real_now, settings) for digest in week.digests]
    session.add_all(messages)
    session.flush()
    for message, digest in zip(messages, week.digests, strict=True):
        outbox.replace_items(session, message.id, digest.items, view.today)
        outbox.note(session, message.id, "planned", real_now)
    session.add_all(_skips(slot_id, week.skips))
    return Planned(slot_id, outcome, tuple(message.id for message in messages))


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
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return session.scalar(
        dialect.insert(ReminderSlot)
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


def _message(
    view: PlanView, digest: Digest, slot_id: int, real_now: datetime, settings: Config
) -> Message:
    person = view.directory.people[digest.person_id]
    return Message(
        slot_id=slot_id,
        person_id=person.id,
        message_id=f"<{uuid.uuid4().hex}@{urlsplit(settings.public_url).hostname}>",
        state="planned",
        to_name=person.name,
        to_address=person.email,
        locale=person.locale,
        composed_for=view.today,
        created_at=real_now,
    )


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
