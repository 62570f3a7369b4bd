"""Messages as the planner writes them and as a human decides on them. The caller commits."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from urllib.parse import urlsplit

from sqlalchemy import Date, bindparam, case, delete, func, insert, or_, select, true, update
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.db import Ready, Writer, connection_of
from tracker.domain import revision
from tracker.domain.asks import asks_of
from tracker.domain.commitments import Commitment
from tracker.domain.messages import Message, MessageEvent, MessageItem
from tracker.domain.people import Person
from tracker.domain.updates import Update
from tracker.mail.digests import Item

#: States that a human may send again: undecided, or refused and mended since.
SENDABLE_AGAIN = ("unknown", "refused")
#: States that a human may end: it did not leave, or nobody knows whether it did.
CANCELLABLE = ("planned", "deferred", "refused", "unknown")
_ITEM = MessageItem.__table__
_NOTE = Ready(insert(MessageEvent.__table__))
_PLAIN = {"synchronize_session": False}


def post(
    session: Session,
    settings: Config,
    kind: str,
    person: Person,
    at: datetime,
    *,
    about_id: int | None = None,
    to_address: str | None = None,
) -> Message:
    """Queue one mail to `person`, which leaves at the clock's next look. The caller commits.

    `kind`: one of KINDS, not weekly. `about_id`: the address change, the question or the
    blocker's reply it is about. `to_address`: where it goes, the person's address by default.
    It is composed when it leaves, and cancelled where it has no object by then.
    """
    message = Message(
        kind=kind,
        about_id=about_id,
        person_id=person.id,
        message_id=new_message_id(settings),
        to_name=person.name,
        to_address=to_address or person.email,
        locale=person.locale,
        created_at=at,
    )
    session.add(message)
    session.flush()
    note(session, message.id, "planned", at)
    return message


def new_message_id(settings: Config) -> str:
    """A Message-ID with its angle brackets, under the name of the public address."""
    return f"<{uuid.uuid4().hex}@{urlsplit(settings.public_url).hostname}>"


def replace_items(writer: Writer, message_id: int, items: Sequence[Item], day: date) -> None:
    """Write down what a message asks and names, as of `day`, instead of what it did before."""
    connection = connection_of(writer)
    connection.execute(delete(_ITEM).where(_ITEM.c.message_id == message_id))
    add_items(connection, {message_id: items}, day)


def add_items(writer: Writer, items: Mapping[int, Sequence[Item]], day: date) -> None:
    """Write down what messages ask and name, by their ids, as of `day`. One statement."""
    rows = [
        {
            "message_id": message_id,
            "commitment_id": item.commitment_id,
            "asked": item.asked,
            "why": item.why,
            "position": position,
            "asked_on": day,
        }
        for message_id, of_message in items.items()
        for position, item in enumerate(of_message)
    ]
    if rows:
        connection_of(writer).execute(insert(_ITEM), rows)


def note(writer: Writer, message_id: int, what: str, at: datetime, detail: str = "") -> None:
    """Write down something that happened. By itself it does not change what pages show."""
    notes(writer, [message_id], what, at, detail)


def notes(
    writer: Writer, message_ids: Sequence[int], what: str, at: datetime, detail: str = ""
) -> None:
    """The same, of several messages. One statement."""
    add_events(writer, [event(id_, what, at, detail) for id_ in message_ids])


def event(message_id: int, what: str, at: datetime, detail: str = "") -> dict[str, object]:
    """Something that happened to a message, to be written down by `add_events`."""
    return {"message_id": message_id, "what": what, "at": at, "detail": detail[:500]}


def add_events(writer: Writer, events: Sequence[dict[str, object]]) -> None:
    """Write down what happened, in this order. One statement."""
    _NOTE.run(connection_of(writer), events)


def requeue(session: Session, message_id: int, by: str) -> bool:
    """« Renvoyer »: the same row and the same Message-ID leave again, composed anew.

    `message_id`: the row's id. `by`: the name of who asks. False when there is nothing to send
    again: what came back may leave once more. The caller commits.
    """
    again = or_(Message.state.in_(SENDABLE_AGAIN), Message.bounced_at.is_not(None))
    row = session.execute(
        update(Message)
        .where(Message.id == message_id, again)
        .values(
            state="planned",
            data_started_at=None,
            attempts=0,
            next_try_at=None,
            reason="",
            sent_at=None,
            bounced_at=None,
            bounce_reason="",
        )
        .returning(Message.id),
        execution_options=_PLAIN,
    ).one_or_none()
    return _noted(session, row is not None, message_id, "requeued", by)


def settle(session: Session, message_id: int, by: str) -> bool:
    """« C’est arrivé »: an undecided message counts as sent, since the instant it left.

    `message_id`: the row's id. False when it is not undecided. The caller commits.
    """
    row = session.execute(
        update(Message)
        .where(Message.id == message_id, Message.state == "unknown")
        .values(state="sent", sent_at=Message.data_started_at, reason="")
        .returning(Message.id),
        execution_options=_PLAIN,
    ).one_or_none()
    if row is not None:
        count_asked(session, message_id)
    return _noted(session, row is not None, message_id, "settled", by)


def cancel(session: Session, message_id: int, by: str) -> bool:
    """« Annuler »: it leaves no more, and nobody is held for it.

    `message_id`: the row's id. False when it is being sent, or was. The caller commits.
    """
    row = session.execute(
        update(Message)
        .where(Message.id == message_id, Message.state.in_(CANCELLABLE))
        .values(
            state="cancelled",
            reason="by_hand",
            # An undecided one had begun to leave: its events remember when.
            data_started_at=None,
            next_try_at=None,
        )
        .returning(Message.id),
        execution_options=_PLAIN,
    ).one_or_none()
    return _noted(session, row is not None, message_id, "cancelled_by_hand", by)


def add_ask(writer: Writer, commitment_ids: Sequence[int], day: date, at: datetime) -> None:
    """The same as `count_asked` for what a mail of `day`, accepted right now, asked, without
    reading anything. Rows are locked in one order."""
    if commitment_ids:
        told = [{"commitment_id": id_, "day": day, "at": at} for id_ in sorted(commitment_ids)]
        _add_ask().run(connection_of(writer), told)


@cache
def _add_ask() -> Ready:
    table, day, at = Commitment.__table__, bindparam("day", type_=Date), bindparam("at")
    said_at = select(Update.said_at).where(Update.id == table.c.live_update_id).scalar_subquery()
    unanswered = func.coalesce(said_at < at, true())
    return Ready(
        update(table)
        .where(
            table.c.id == bindparam("commitment_id"),
            or_(table.c.took_over_at.is_(None), table.c.took_over_at < at),
        )
        .values(
            asked_last=case((table.c.asked_last > day, table.c.asked_last), else_=day),
            asked_since=case(
                (~unanswered, table.c.asked_since),
                (table.c.asked_since < day, table.c.asked_since),
                else_=day,
            ),
            version=table.c.version + 1,
        )
    )


def count_asked(session: Session, message_id: int) -> None:
    """Tell the commitments that this message asked for that they were asked."""
    asked = select(MessageItem.commitment_id).where(
        MessageItem.message_id == message_id, MessageItem.asked
    )
    commitments = session.scalars(
        select(Commitment)
        .where(Commitment.id.in_(asked))
        .order_by(Commitment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for commitment in commitments:
        commitment.refold(asks_of(session, commitment.id))


def _noted(session: Session, changed: bool, message_id: int, what: str, by: str) -> bool:
    if changed:
        note(session, message_id, what, clock.now(), by)
        revision.mark(session)
    return changed
