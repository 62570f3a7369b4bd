"""The link of a mail: what it opens, for whom, until when; judged anew at each use."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.messages import MailLink, MessageItem
from tracker.domain.tokens import token_hash
from tracker.queries.directory import PersonRow
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.web.may_answer import CLOSED


@dataclass(frozen=True)
class Item:
    """A commitment of the message; `asked`: an answer was asked for, on the day `asked_on`."""

    commitment_id: int
    asked: bool
    asked_on: date


@dataclass(frozen=True)
class Opened:
    """A link that holds: whose it is, what its message asked, how long it is good for."""

    token: str
    person: PersonRow
    items: tuple[Item, ...]
    created_at: datetime
    expires_at: datetime


class LinkRefused(Exception):
    """The link opens nothing, or not this. `why`: unknown, expired, revoked, not_yours, closed,
    too_late to withdraw, or nothing_announced to add a sentence to. `locale`: of the person it was
    sent to, where known."""

    def __init__(self, why: str, locale: str | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.locale = locale

    @property
    def status(self) -> int:
        return {"unknown": 404, "too_late": 409, "nothing_announced": 409}.get(self.why, 410)


def link_of(session: Session, token: str) -> MailLink:
    """The link of a token, good or not. One statement. Raises LinkRefused for an unknown one."""
    link = session.scalar(select(MailLink).where(MailLink.token_hash == token_hash(token)))
    if link is None:
        raise LinkRefused("unknown")
    return link


def open_link(session: Session, seen: PlanView, token: str, now: datetime) -> Opened:
    """The link, with what its message holds. Two statements. Raises LinkRefused."""
    link = link_of(session, token)
    person = seen.directory.people[link.person_id]
    if link.revoked_at is not None:
        raise LinkRefused("revoked", person.locale)
    if link.expires_at <= now:
        raise LinkRefused("expired", person.locale)
    if not person.active:
        raise LinkRefused("not_yours", person.locale)
    rows = session.execute(
        select(MessageItem.commitment_id, MessageItem.asked, MessageItem.asked_on)
        .where(MessageItem.message_id == link.message_id)
        .order_by(MessageItem.position)
    )
    return Opened(
        token,
        person,
        tuple(Item(*row) for row in rows),
        link.created_at,
        link.expires_at,
    )


def row_behind(opened: Opened, seen: PlanView, commitment_id: int) -> CommitmentRow:
    """The commitment, when the message holds it and its owner still answers for it.

    Raises LinkRefused.
    """
    if commitment_id not in {item.commitment_id for item in opened.items}:
        raise LinkRefused("unknown")
    row = seen.by_id.get(commitment_id)
    if row is None or seen.standing(row) in CLOSED:
        raise LinkRefused("closed")
    if row.unit_id not in {unit.id for unit in seen.directory.units_of(opened.person.id)}:
        raise LinkRefused("not_yours")
    return row


def asked_rows(opened: Opened, seen: PlanView) -> list[CommitmentRow]:
    """What the message asked for and its owner may still answer, in the order of the message."""
    theirs = {unit.id for unit in seen.directory.units_of(opened.person.id)}
    found = [seen.by_id.get(item.commitment_id) for item in opened.items if item.asked]
    return [
        row
        for row in found
        if row is not None and row.unit_id in theirs and seen.standing(row) not in CLOSED
    ]


def still_owed(opened: Opened, seen: PlanView) -> list[CommitmentRow]:
    """Of these, what nobody answered since the message was written."""
    return [
        row
        for row in asked_rows(opened, seen)
        if row.said_at is None or row.said_at < opened.created_at
    ]
