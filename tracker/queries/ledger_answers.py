"""What was answered to the mails of the ledger. Statements, not their rows."""

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.messages import ACCEPTED, Message, MessageItem
from tracker.domain.updates import Update


def answers(people: Select | None = None, way: str | None = None) -> Select:
    """Rows (message_id, said_at, way): the first that somebody said of each thing that an accepted
    mail asked, after it; by that `way` where one is given.

    An answer belongs to the newest mail that asked that person for it; one through a mail's link
    to the mails of the link's owner. `people`: ids of those whose mails are looked at.

    The first is looked up once for each: joined instead, PostgreSQL may read every answer for each
    mail where it has counted neither yet, as after a load.
    """
    next_at = func.lead(Message.sent_at).over(
        partition_by=(Message.person_id, MessageItem.commitment_id),
        order_by=(Message.sent_at, Message.id),
    )
    asking = (
        select(
            Message.id.label("message_id"),
            Message.person_id,
            MessageItem.commitment_id,
            Message.sent_at,
            next_at.label("next_at"),
        )
        .join(MessageItem, MessageItem.message_id == Message.id)
        .where(MessageItem.asked, Message.state.in_(ACCEPTED))
    )
    if people is not None:
        asking = asking.where(Message.person_id.in_(people))
    mail = asking.subquery().c
    said = aliased(Update)
    first = (
        select(said.id)
        .where(
            said.commitment_id == mail.commitment_id,
            said.said_at > mail.sent_at,
            or_(mail.next_at.is_(None), said.said_at <= mail.next_at),
            said.withdrawn_at.is_(None),
            or_(said.way != "mail", said.link_owner_id == mail.person_id),
        )
        .order_by(said.said_at, said.id)
        .limit(1)
    )
    if way is not None:
        first = first.where(said.way == way)
    given = (
        select(mail.message_id, first.scalar_subquery().label("update_id"))
        .cte("given")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    return select(given.c.message_id, Update.said_at, Update.way).join(
        Update, Update.id == given.c.update_id
    )


def was_answered(message_id: ColumnElement[int], way: str | None = None) -> ColumnElement[bool]:
    """Whether a message was answered; by that `way`, where one is given.

    Within CASE, so that PostgreSQL works the answers out once and never once a line.
    """
    given = answers(way=way).subquery().c
    return case((message_id.in_(select(given.message_id)), 1), else_=0) == 1
