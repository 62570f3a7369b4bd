"""What the pages of people know beyond the directory: passwords, invitations, sign-ins."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.messages import ACCEPTED, Message
from tracker.domain.people import Absence, Person
from tracker.domain.sessions import AddressChange, UserSession


@dataclass(frozen=True, slots=True)
class AccountRow:
    """How somebody comes in. `invited_at`: when the last invitation was asked for."""

    id: int
    has_password: bool
    is_persona: bool
    invited_at: datetime | None

    @property
    def can_enter(self) -> bool:
        return self.has_password or self.is_persona


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Days away, both included; `away`: who is, `substitute`: who answers instead, if named."""

    id: int
    person_id: int
    away: str
    starts_on: date
    ends_on: date
    substitute_id: int | None
    substitute: str | None


@dataclass(frozen=True, slots=True)
class SentRow:
    """A mail of an account: an invitation, a new password, a change of address."""

    id: int
    kind: str
    state: str
    created_at: datetime
    to_address: str
    bounced_at: datetime | None

    @property
    def gone(self) -> bool:
        return self.state in ACCEPTED and self.bounced_at is None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser that signed in."""

    id: int
    token_hash: str
    created_at: datetime
    open: bool


def read_accounts(session: Session, person_id: int | None = None) -> dict[int, AccountRow]:
    """Everybody's account by id of the person, or that one alone. One statement."""
    invitation = (
        select(Message.person_id, func.max(Message.created_at).label("at"))
        .where(Message.kind == "invitation")
        .group_by(Message.person_id)
        .subquery()
    )
    statement = select(
        Person.id, Person.password_hash.is_not(None), Person.is_persona, invitation.c.at
    ).outerjoin(invitation, invitation.c.person_id == Person.id)
    if person_id is not None:
        statement = statement.where(Person.id == person_id)
    return {row.id: AccountRow(*row) for row in session.execute(statement)}


def absences_of(session: Session, person_id: int, today: date) -> list[AbsenceRow]:
    """Absences of a person that are not over, soonest first. One statement."""
    return _absences(session, Absence.person_id == person_id, today)


def standing_in(session: Session, person_id: int, today: date) -> list[AbsenceRow]:
    """Absences, not over, during which this person answers instead. One statement."""
    return _absences(session, Absence.substitute_id == person_id, today)


def _absences(session: Session, which, today: date) -> list[AbsenceRow]:
    away, substitute = aliased(Person), aliased(Person)
    rows = session.execute(
        select(
            Absence.id,
            Absence.person_id,
            away.name,
            Absence.starts_on,
            Absence.ends_on,
            Absence.substitute_id,
            substitute.name,
        )
        .join(away, away.id == Absence.person_id)
        .outerjoin(substitute, substitute.id == Absence.substitute_id)
        .where(which, Absence.ends_on >= today)
        .order_by(Absence.starts_on, Absence.id)
    )
    return [AbsenceRow(*row) for row in rows]


def account_mails(session: Session, person_id: int, limit: int = 6) -> list[SentRow]:
    """The last mails of a person's account, newest first. One statement."""
    rows = session.execute(
        select(
            Message.id,
            Message.kind,
            Message.state,
            Message.created_at,
            Message.to_address,
            Message.bounced_at,
        )
        .where(
            Message.person_id == person_id,
            Message.kind.in_(("invitation", "password", "address", "address_notice")),
        )
        .order_by(Message.id.desc())
        .limit(limit)
    )
    return [SentRow(*row) for row in rows]


def open_address_change(session: Session, person_id: int) -> AddressChange | None:
    """The change of address that awaits its confirmation, if one does. One statement."""
    return session.scalar(
        select(AddressChange).where(
            AddressChange.person_id == person_id, AddressChange.outcome.is_(None)
        )
    )


def sessions_of(session: Session, person_id: int, at: datetime, limit: int = 8) -> list[SessionRow]:
    """The last sign-ins of a person, newest first. One statement."""
    rows = session.execute(
        select(
            UserSession.id,
            UserSession.token_hash,
            UserSession.created_at,
            UserSession.revoked_at,
            UserSession.expires_at,
        )
        .where(UserSession.person_id == person_id)
        .order_by(UserSession.created_at.desc(), UserSession.id.desc())
        .limit(limit)
    )
    return [
        SessionRow(
            row.id, row.token_hash, row.created_at, row.revoked_at is None and row.expires_at > at
        )
        for row in rows
    ]
