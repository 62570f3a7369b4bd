"""What a mail that came back changes: its message, what it asked, its person's address.

The caller commits. Locks are taken in the courier's order: message, commitments, person, revision.
"""

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from tracker.domain import accounts
from tracker.domain.changes import Actor
from tracker.domain.messages import ACCEPTED, Message, MessageEvent
from tracker.domain.people import Person
from tracker.domain.returns import GAVE_UP, reason_of
from tracker.mail import outbox, return_path
from tracker.mail.bounce_report import BounceReport

#: Who suspends an address by itself, in the history of the person.
OURSELVES = "Suivi"


def take_in(session: Session, report: BounceReport, secret: str, now: datetime) -> str:
    """Write down what `report` says. `secret`: the application's.

    bounced; delayed; known, for what was written down before; early, for a message whose own
    process has not said yet that it left; stray, where no message of ours is meant.
    """
    row_id = _message_of(session, report, secret) if report.understood else None
    message = row_id and session.get(Message, row_id, with_for_update=True, populate_existing=True)
    if not message:
        return "stray"
    if not report.failed:
        return "delayed" if _told_once(session, message, "delayed", report, now) else "known"
    if message.state == "sending" and message.data_started_at is not None:
        return "early"
    return "bounced" if _bounce(session, message, report, now) else "known"


def _message_of(session: Session, report: BounceReport, secret: str) -> int | None:
    """By the signed return path; where a server lost it, by the Message-ID that was returned, if
    the address that failed is that message's own."""
    for address in report.addresses:
        if (row_id := return_path.read(address, secret)) is not None:
            return row_id
    if not report.message_ids:
        return None
    return session.scalar(
        select(Message.id).where(
            Message.message_id.in_(report.message_ids),
            func.lower(Message.to_address).in_(report.failed | report.delayed),
        )
    )


def _bounce(session: Session, message: Message, report: BounceReport, now: datetime) -> bool:
    if message.bounced_at is not None:
        return False
    if not _told_once(session, message, "bounced", report, now, again=_accepted(message)):
        return False
    reason = reason_of(report.status)
    if _accepted(message):
        if message.state == "unknown":
            # What came back had been taken: nothing is left to decide.
            message.state, message.sent_at = "sent", message.data_started_at
            message.reason = ""
        message.bounced_at, message.bounce_reason = now, reason
        session.flush()
        outbox.count_asked(session, message.id)
    if reason != GAVE_UP:
        _suspend(session, message, reason, now)
    return True


def _accepted(message: Message) -> bool:
    """Whether the message is out: one that is to leave again tells of an earlier time."""
    return message.state in (*ACCEPTED, "unknown")


def _suspend(session: Session, message: Message, reason: str, now: datetime) -> None:
    """No mail goes to that address any more, if it is still its person's."""
    person = session.get(
        Person, message.person_id, with_for_update={"key_share": True}, populate_existing=True
    )
    if person is not None and person.email == message.to_address.lower():
        accounts.suspend(session, person, reason, Actor(None, OURSELVES, now, "mail"))


def _told_once(
    session: Session,
    message: Message,
    what: str,
    report: BounceReport,
    now: datetime,
    *,
    again: bool = False,
) -> bool:
    """Add the event, unless the same words stand there already and `again` is not meant."""
    detail = report.words or report.status
    same = exists().where(
        MessageEvent.message_id == message.id,
        MessageEvent.what == what,
        MessageEvent.detail == detail,
    )
    if not again and session.scalar(select(same)):
        return False
    outbox.note(session, message.id, what, now, detail)
    return True
