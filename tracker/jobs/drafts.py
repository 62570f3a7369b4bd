"""A claimed message composed with the facts of the moment, or the reason to send none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain.messages import OF_SLOT, Message, MessageEvent, MessageItem
from tracker.domain.raising import Announcement
from tracker.domain.slots import ReminderSlot, Slot, in_grace
from tracker.domain.tokens import new_token, token_hash
from tracker.mail import mime
from tracker.mail.announcing import announcements
from tracker.mail.case import Case, Moot
from tracker.mail.claims import Claim, Frozen
from tracker.mail.compose import compose
from tracker.mail.digests import Digest, Item, dossier_questions
from tracker.mail.links import NewLink
from tracker.mail.notices import address_of, compose_notice
from tracker.mail.planner import as_of_slot, digest_of, had_enough
from tracker.mail.rendering import Letter
from tracker.queries.bureau import read_bureau
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

    superseded, left, suspended, away, replaced, answered, nothing_to_ask, enough_today or
    enough_this_week; of another kind, see `Moot`. `heirs`: mails, by `view`, of those who now
    answer for what a slot's mail asked; `heir_id`: who gets this one instead.
    """

    reason: str
    view: PlanView
    slot_id: int | None
    heirs: tuple[Digest, ...] = ()
    heir_id: int | None = None


def draft(
    session: Session, claim: Claim, business_now: datetime, real_now: datetime, settings: Config
) -> Draft | NothingToSay:
    """Compose the claimed message as of its business day. Reads only. Needs an app context.

    Never as of a day before its slot's: a slot may have been run ahead of time. Raises Refused
    for a message that cannot be made into bytes.
    """
    message = session.get_one(Message, claim.id)
    if message.kind not in OF_SLOT:
        return _notice(session, message, business_now, real_now, settings)
    slot = session.get(ReminderSlot, message.slot_id) if message.slot_id else None
    day = clock.local_day(business_now, settings.timezone)
    if slot is not None and slot.sent_for is not None:
        day = max(day, slot.sent_for)
    read = read_plan_view(session, day)
    if slot is not None and _superseded(session, message, slot, read):
        return NothingToSay("superseded", read, message.slot_id)
    view = as_of_slot(session, read, message.slot_id)
    digest = digest_of(view, slot, message.person_id)
    if digest is None:
        return _nothing(session, view, message, slot)
    enough = had_enough(session, view, slot, message.id, message.person_id, settings)
    if enough is not None:
        return NothingToSay(enough, view, message.slot_id)
    person = view.directory.people[message.person_id]
    after = max(filter(None, [business_now, slot.due_at if slot else None]))
    next_slot = _next(view, after, settings)
    announced = announcements(view, digest, next_slot.day)
    token = new_token()
    letter = compose(
        view,
        digest,
        locale=person.locale,
        answer_base=f"{settings.public_url}/answer/{token}",
        public_url=settings.public_url,
        next_slot=next_slot,
        zone=settings.timezone,
        footer=read_bureau(session).footer(person.locale),
        announced=announced,
    )
    link = NewLink(token_hash(token))
    leaving = _Leaving(message, view, person.email, token, link, digest.items, real_now, announced)
    return _draft(leaving, letter, settings)


def _notice(
    session: Session, message: Message, business_now: datetime, real_now: datetime, settings: Config
) -> Draft | NothingToSay:
    """A mail of another kind than a slot's."""
    view = read_plan_view(session, clock.local_day(business_now, settings.timezone))
    person = view.directory.people[message.person_id]
    token = new_token()
    since = _asked_for(session, message)
    case = Case(session, view, message, person, settings, since, real_now, token)
    try:
        letter, made = compose_notice(case, read_bureau(session).footer(person.locale))
    except Moot as moot:
        return NothingToSay(moot.reason, view, None, heir_id=moot.heir_id)
    to_address = address_of(message, person)
    leaving = _Leaving(message, view, to_address, token, made.link, made.items, real_now)
    return _draft(leaving, letter, settings)


@dataclass(frozen=True, slots=True)
class _Leaving:
    """What is known of a message besides its words; `token` is in them."""

    message: Message
    view: PlanView
    to_address: str
    token: str
    link: NewLink | None
    items: tuple[Item, ...]
    at: datetime
    announced: tuple[Announcement, ...] = ()


def _draft(leaving: _Leaving, letter: Letter, settings: Config) -> Draft:
    view, message, token = leaving.view, leaving.message, leaving.token
    person = view.directory.people[message.person_id]
    answers = leaving.link is not None and not leaving.link.purpose
    content = mime.as_bytes(
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        sender=settings.mail_from,
        to_name=person.name,
        to_address=leaving.to_address,
        message_id=message.message_id,
        at=leaving.at.astimezone(settings.timezone),
        answer_base=f"{settings.public_url}/answer/{token}" if answers else None,
    )
    frozen = Frozen(
        revision=view.revision,
        day=view.today,
        to_name=person.name,
        to_address=leaving.to_address,
        locale=person.locale,
        subject=letter.subject,
        text=letter.text.replace(token, MASK),
        html=letter.html.replace(token, MASK),
        link=leaving.link,
        items=leaving.items,
        announced=leaving.announced,
    )
    return Draft(frozen, message.message_id, content)


def _asked_for(session: Session, message: Message) -> datetime:
    """When a human last asked for the message: when it was made, or sent again."""
    return session.scalar(_requeued(message)) or message.created_at


def _requeued(message: Message) -> Select[tuple[datetime]]:
    return (
        select(MessageEvent.at)
        .where(MessageEvent.message_id == message.id, MessageEvent.what == "requeued")
        .order_by(MessageEvent.id.desc())
        .limit(1)
    )


def _next(view: PlanView, after: datetime, settings: Config) -> Slot:
    return view.schedule(settings.timezone).after(after)


def _superseded(session: Session, message: Message, slot: ReminderSlot, view: PlanView) -> bool:
    """Whether the message waited too long, or a later slot or another plan has taken over.

    A reminder of its own day leaves on that day or not at all. Days of grace run from the day it
    was planned for: a slot caught up on the last of them may still be put off by a server. What a
    human asked to send again is never too old.
    """
    if view.plan is None or view.plan.id != slot.plan_id:
        return True
    later = select(ReminderSlot.id).where(
        ReminderSlot.plan_id == slot.plan_id,
        ReminderSlot.rule == "weekly",
        ReminderSlot.outcome == "planned",
        ReminderSlot.nominal_on > slot.nominal_on,
    )
    since = slot.sent_for or slot.nominal_on
    waits = (
        view.today == since if slot.rule == "daily" else in_grace(since, view.today, view.calendar)
    )
    if waits and session.scalar(later.limit(1)) is None:
        return False
    return session.scalar(_requeued(message)) is None


def _nothing(
    session: Session, view: PlanView, message: Message, slot: ReminderSlot | None
) -> NothingToSay:
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
    now_asked |= {
        view.directory.recipient_of(unit_id)
        for unit_id in dossier_questions(view).values()
        if message.person_id in view.directory.contacts.get(unit_id, ())
    }
    others = now_asked - {message.person_id, None}
    heirs = filter(None, (digest_of(view, slot, person_id) for person_id in sorted(others)))
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
