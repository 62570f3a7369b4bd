"""A claimed message composed with the facts of the moment, or the reason to send none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain.messages import Message, MessageEvent, MessageItem
from tracker.domain.slots import ReminderSlot, Slot, in_grace
from tracker.domain.tokens import new_token, token_hash
from tracker.mail import mime
from tracker.mail.claims import Claim, Frozen
from tracker.mail.compose import compose
from tracker.mail.digests import Digest, digest_for
from tracker.mail.planner import as_of_slot
from tracker.queries.plan_view import PlanView, read_plan_view

#: What stands in the stored text for the token that only the recipient may hold.
MASK = "…"
#: Reasons that concern the person: what they were asked is asked of who answers instead.
_HANDED_ON = ("left", "suspended", "away", "replaced")


@dataclass(frozen=True, slots=True)
class Draft:
    """A message ready to leave: what is kept of it, and its bytes."""

    frozen: Frozen
    message_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NothingToSay:
    """Why the message is not sent.

    superseded, left, suspended, away, replaced, answered or nothing_to_ask. `heirs`: mails, by
    `view`, of those who now answer for what it asked.
    """

    reason: str
    view: PlanView
    slot_id: int | None
    heirs: tuple[Digest, ...] = ()


def draft(
    session: Session, claim: Claim, business_now: datetime, real_now: datetime, settings: Config
) -> Draft | NothingToSay:
    """Compose the claimed message as of its business day. Reads only. Needs an app context.

    Never as of a day before its slot's: a slot may have been run ahead of time. Raises Refused
    for a message that cannot be made into bytes.
    """
    message = session.get_one(Message, claim.id)
    slot = session.get(ReminderSlot, message.slot_id) if message.slot_id else None
    day = clock.local_day(business_now, settings.timezone)
    if slot is not None and slot.sent_for is not None:
        day = max(day, slot.sent_for)
    read = read_plan_view(session, day)
    if slot is not None and _superseded(session, message, slot, read):
        return NothingToSay("superseded", read, message.slot_id)
    view = as_of_slot(session, read, message.slot_id)
    digest = digest_for(view, message.person_id)
    if digest is None:
        return _nothing(session, view, message)
    person = view.directory.people[message.person_id]
    after = max(filter(None, [business_now, slot.due_at if slot else None]))
    token = new_token()
    answer_base = f"{settings.public_url}/answer/{token}"
    letter = compose(
        view,
        digest,
        locale=person.locale,
        answer_base=answer_base,
        public_url=settings.public_url,
        next_slot=_next(view, after, settings),
        zone=settings.timezone,
    )
    content = mime.as_bytes(
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        sender=settings.mail_from,
        to_name=person.name,
        to_address=person.email,
        message_id=message.message_id,
        at=real_now.astimezone(settings.timezone),
        answer_base=answer_base,
    )
    frozen = Frozen(
        revision=view.revision,
        day=day,
        to_name=person.name,
        to_address=person.email,
        locale=person.locale,
        subject=letter.subject,
        text=letter.text.replace(token, MASK),
        html=letter.html.replace(token, MASK),
        link_hash=token_hash(token),
        items=digest.items,
    )
    return Draft(frozen, message.message_id, content)


def _next(view: PlanView, after: datetime, settings: Config) -> Slot:
    return view.schedule(settings.timezone).after(after)


def _superseded(session: Session, message: Message, slot: ReminderSlot, view: PlanView) -> bool:
    """Whether the message waited too long, or a later slot has taken over.

    Its days of grace run from the day it was planned for: a slot caught up on the last of them
    may still be put off by a server. What a human asked to send again is never too old.
    """
    later = select(ReminderSlot.id).where(
        ReminderSlot.plan_id == slot.plan_id,
        ReminderSlot.outcome == "planned",
        ReminderSlot.nominal_on > slot.nominal_on,
    )
    since = slot.sent_for or slot.nominal_on
    if in_grace(since, view.today, view.calendar) and session.scalar(later.limit(1)) is None:
        return False
    requeued = select(MessageEvent.id).where(
        MessageEvent.message_id == message.id, MessageEvent.what == "requeued"
    )
    return session.scalar(requeued.limit(1)) is None


def _nothing(session: Session, view: PlanView, message: Message) -> NothingToSay:
    items = session.execute(
        select(MessageItem.commitment_id, MessageItem.asked).where(
            MessageItem.message_id == message.id
        )
    ).all()
    reason = _why_nothing(view, message, [item.commitment_id for item in items if item.asked])
    if reason not in _HANDED_ON or message.slot_id is None:
        return NothingToSay(reason, view, message.slot_id)
    rows = [view.by_id[item.commitment_id] for item in items if item.commitment_id in view.by_id]
    now_asked = {view.directory.recipient_of(row.unit_id) for row in rows}
    others = now_asked - {message.person_id, None}
    heirs = filter(None, (digest_for(view, person_id) for person_id in sorted(others)))
    return NothingToSay(reason, view, message.slot_id, tuple(heirs))


def _why_nothing(view: PlanView, message: Message, was_asked: Sequence[int]) -> str:
    addressee = view.directory.addressees[message.person_id]
    if not addressee.active:
        return "left"
    if addressee.suspended:
        return "suspended"
    if addressee.away_on(view.today):
        return "away"
    rows = [view.by_id[id_] for id_ in was_asked if id_ in view.by_id]
    mine = [row for row in rows if view.directory.recipient_of(row.unit_id) == message.person_id]
    if rows and not mine:
        return "replaced"
    if mine and all(row.said_at and row.said_at > message.created_at for row in mine):
        return "answered"
    return "nothing_to_ask"
