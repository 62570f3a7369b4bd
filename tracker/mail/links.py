"""The link that a mail carries: kept, by its hash alone, when the mail begins to leave."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert
from sqlalchemy.orm import Session

from tracker.db import Ready
from tracker.domain.messages import MailLink
from tracker.domain.sessions import PASSWORD_PURPOSES, OneUseLink, end_links_of

#: How long a mail's link is good for, by what it is for; the answer pages' purpose is empty.
LASTS = {
    "": timedelta(days=30),
    "invitation": timedelta(days=7),
    "password": timedelta(hours=24),
    "address": timedelta(days=7),
    "address_refusal": timedelta(days=7),
}
_KEEP = Ready(insert(MailLink.__table__))
_PLAIN = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link about to leave. `purpose` of a one-use link; empty: the answer pages of the mail."""

    token_hash: str
    purpose: str = ""
    address_change_id: int | None = None


def keep(
    connection: Connection, link: NewLink, message_id: int, person_id: int, now: datetime
) -> None:
    """Write down the link of a message that leaves. Those it stands for serve no more."""
    if not link.purpose:
        told = {
            "token_hash": link.token_hash,
            "message_id": message_id,
            "person_id": person_id,
            "created_at": now,
            "expires_at": now + LASTS[""],
        }
        _KEEP.run(connection, told)
        return
    replaced = PASSWORD_PURPOSES if link.purpose in PASSWORD_PURPOSES else (link.purpose,)
    end_links_of(connection, person_id, now, replaced)
    connection.execute(
        insert(OneUseLink.__table__).values(
            token_hash=link.token_hash,
            person_id=person_id,
            address_change_id=link.address_change_id,
            purpose=link.purpose,
            expires_at=now + LASTS[link.purpose],
        )
    )


def forget(session: Session, link: NewLink) -> None:
    """The text that held this link reached nobody."""
    table = OneUseLink if link.purpose else MailLink
    session.execute(
        delete(table).where(table.token_hash == link.token_hash), execution_options=_PLAIN
    )
