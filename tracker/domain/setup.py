"""The first day: a code on the terminal makes the first coordinator, once."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker.domain.bureau import BureauSettings
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.domain.sessions import OneUseLink
from tracker.domain.tokens import token_hash
from tracker.domain.units import Unit

#: How long a code serves.
CODE_LASTS = timedelta(hours=24)
#: Roles that can set everything up for the others.
MANAGERS = ("coordinator", "administrator")
#: Letters that are not taken for one another, read aloud or on paper.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 4, 4


def is_open(session: Session) -> bool:
    """Whether the first coordinator is still to be made: nobody coordinates, nor administers."""
    managers = select(Person.id).where(Person.active, Person.role.in_(MANAGERS))
    return session.scalar(managers.limit(1)) is None


def is_blank(session: Session) -> bool:
    """Whether the database holds nothing at all, and was never set up."""
    return not any(
        session.scalar(select(table.id).limit(1))
        for table in (BureauSettings, ActionPlan, Person, Unit)
    )


def new_code(session: Session, now: datetime) -> str:
    """A code that serves once, for CODE_LASTS; the former ones end. The caller commits."""
    end_codes(session, now)
    letters = [secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP)]
    code = "-".join(
        "".join(letters[start : start + _GROUP]) for start in range(0, len(letters), _GROUP)
    )
    session.add(OneUseLink(token_hash=_hash(code), purpose="setup", expires_at=now + CODE_LASTS))
    return code


def code_serves(session: Session, typed: str, now: datetime) -> bool:
    """Whether the code that was typed, in any case and with or without its hyphens, may serve.

    Locks it where it does: a second use waits for the end of this transaction, then finds none.
    """
    found = session.scalar(
        select(OneUseLink.id)
        .where(
            OneUseLink.token_hash == _hash(typed),
            OneUseLink.purpose == "setup",
            OneUseLink.used_at.is_(None),
            OneUseLink.expires_at > now,
        )
        .with_for_update()
    )
    return found is not None


def end_codes(session: Session, now: datetime) -> None:
    """No code given before serves any more. The caller commits."""
    session.execute(
        update(OneUseLink)
        .where(OneUseLink.purpose == "setup", OneUseLink.used_at.is_(None))
        .values(used_at=now)
    )


def _hash(code: str) -> str:
    return token_hash("".join(letter for letter in code.upper() if letter.isalpha()))
