"""Who is signed in, who tried to, and the links that set a password."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code


class UserSession(Base):
    """A signed-in browser. Only the hash of its cookie's value is kept."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInFailure(Base):
    """A sign-in that failed, counted by account and by network address."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_account_at", "account", "at"),
        Index("ix_sign_in_failure_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class OneUseLink(Base):
    """A link that sets a password, once. Only the hash of its token is kept."""

    __tablename__ = "one_use_link"
    __table_args__ = (one_of("purpose", ("password",)),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str] = mapped_column(short_code())
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def end_links_of(session: Session, person_id: int, at: datetime) -> None:
    """No link that `person_id` was given before serves any more. The caller commits."""
    session.execute(
        update(OneUseLink)
        .where(OneUseLink.person_id == person_id, OneUseLink.used_at.is_(None))
        .values(used_at=at)
    )
