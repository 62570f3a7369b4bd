"""A due slot, written down once and for all: who is written to, who is not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from tracker.config import Config
from tracker.db import insert_once
from tracker.domain import caps
from tracker.domain.caps import Had
from tracker.domain.messages import Message
from tracker.domain.slots import ReminderSlot, Skip, Slot
from tracker.mail import digests, outbox
from tracker.mail.digests import Digest
from tracker.mail.turns import judged, mails
from tracker.mail.weeks import Skipped
from tracker.queries.duty_mail import duty_mail
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
    rule: str = "weekly",
) -> Planned | None:
    """Write `slot` down as `outcome`, a planned one with its messages. The caller commits.

    `rule`: weekly, or daily for the reminders of a day of the ladder. `view`: read before, on the
    slot's business day; the base of the plan's parts is enough.

    None when it was written down before, or is being so by somebody else: on PostgreSQL this
    waits for the other's transaction.
    """
    slot_id = _slot_row(session, view, slot, outcome, real_now, rule)
    if slot_id is None:
        return None
    if outcome != "planned":
        return Planned(slot_id, outcome)
    turn = judged(session, view, slot.nominal_on if rule == "daily" else None)
    people, skips = list(turn.people), list(turn.skips)
    if rule == "daily":
        people, capped = _capped(session, view, slot, people, settings)
        skips += capped
    written: dict[int, int] = {}
    for part, found in mails(session, view, turn, people):
        written |= _write(session, part, found, slot_id, real_now, settings)
    _skip(session, slot_id, skips)
    return Planned(slot_id, outcome, tuple(sorted(written.values())))


def _capped(
    session: Session, view: PlanView, slot: Slot, people: Sequence[int], settings: Config
) -> tuple[list[int], list[Skipped]]:
    """Who gets a mail of a day of the ladder; and who has had enough of them."""
    had = duty_mail(session, view.today)
    coming = weekly_to_come(view, slot, settings)
    leaving, skips = [], []
    for person_id in people:
        reason = caps.refusal(had.get(person_id, Had()), coming)
        if reason is None:
            leaving.append(person_id)
        else:
            skips.append(Skipped(person_id, None, reason))
    return leaving, skips


def weekly_to_come(view: PlanView, slot: Slot, settings: Config) -> bool:
    """Whether a weekly slot leaves later in the ISO week of `slot`."""
    following = view.schedule(settings.timezone).after(slot.due_at).day
    return following <= caps.iso_week(slot.nominal_on)[1]


def had_enough(
    session: Session,
    view: PlanView,
    row: ReminderSlot | None,
    message_id: int,
    person_id: int,
    settings: Config,
) -> str | None:
    """Why a message of the slot `row`, by its id, does not leave after all: somebody had enough of
    them. None: it does, as does any that is not of a day of the ladder. One statement at most."""
    if row is None or row.rule != "daily":
        return None
    had = duty_mail(session, view.today, but=message_id).get(person_id, Had())
    slot = Slot(row.nominal_on, row.nominal_on, row.due_at)
    return caps.refusal(had, weekly_to_come(view, slot, settings))


def digest_of(
    view: PlanView, row: ReminderSlot | None, person_id: int, mends: bool | None = None
) -> Digest | None:
    """What the slot's mail to a person holds on the view's day; None: nothing is to be said.
    `mends`: as for `digest_for`."""
    if row is None or row.rule != "daily":
        return digests.digest_for(view, person_id, mends)
    return digests.own_day_for(view, person_id, row.nominal_on)


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
    in_order = sorted(digests_, key=lambda digest: digest.person_id)
    written = _write(session, view, in_order, slot_id, real_now, settings)
    session.execute(
        delete(Skip).where(Skip.slot_id == slot_id, Skip.person_id.in_(written)),
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
            ReminderSlot.rule == "weekly",
            ReminderSlot.outcome == "planned",
            ReminderSlot.nominal_on < nominal_on.scalar_subquery(),
        )
    )
    return replace(view, plan=replace(view.plan, last_slot_on=before))


def _slot_row(
    session: Session, view: PlanView, slot: Slot, outcome: str, real_now: datetime, rule: str
) -> int | None:
    return session.scalar(
        insert_once(session, ReminderSlot)
        .values(
            plan_id=view.plan.id,
            rule=rule,
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
    digests_: Sequence[Digest],
    slot_id: int,
    real_now: datetime,
    settings: Config,
) -> dict[int, int]:
    """Ids of the messages written down, by person; less those who have one in the slot. A few
    statements."""
    if not digests_:
        return {}
    written = _write_messages(session, view, digests_, slot_id, real_now, settings)
    items = {written[one.person_id]: one.items for one in digests_ if one.person_id in written}
    outbox.add_items(session, items, view.today)
    if written:
        outbox.notes(session, list(written.values()), "planned", real_now)
    return written


def _write_messages(
    session: Session,
    view: PlanView,
    digests_: Sequence[Digest],
    slot_id: int,
    real_now: datetime,
    settings: Config,
) -> dict[int, int]:
    people = view.directory.people
    rows = session.execute(
        insert_once(session, Message)
        .on_conflict_do_nothing()
        .returning(Message.person_id, Message.id),
        [
            {
                "slot_id": slot_id,
                "kind": "duty" if digest.own_day else "weekly",
                "person_id": digest.person_id,
                "message_id": outbox.new_message_id(settings),
                "state": "planned",
                "to_name": people[digest.person_id].name,
                "to_address": people[digest.person_id].email,
                "locale": people[digest.person_id].locale,
                "composed_for": view.today,
                "created_at": real_now,
            }
            for digest in digests_
        ],
    )
    return dict(tuple(row) for row in rows)


def _skip(session: Session, slot_id: int, skips: Sequence[Skipped]) -> None:
    rows = [
        {
            "slot_id": slot_id,
            "person_id": skipped.person_id,
            "unit_id": skipped.unit_id,
            "reason": skipped.reason,
        }
        for skipped in skips
    ]
    if rows:
        session.execute(insert(Skip), rows)
