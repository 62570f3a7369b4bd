"""Who is signed in, who tried to, and the links that set a password."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, update
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, Writer, all_or_none, one_of, short_code

PURPOSES = ("password", "invitation", "address", "address_refusal", "setup")
#: Links that set a password: the newest alone serves.
PASSWORD_PURPOSES = ("password", "invitation")


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
    """A link or a code that serves once. Only the hash of its token is kept.

    invitation and password set a password; address and address_refusal decide on the change
    of `address_change_id`; setup makes the first coordinator, hence belongs to nobody.
    """

    __tablename__ = "one_use_link"
    __table_args__ = (
        one_of("purpose", PURPOSES),
        CheckConstraint("(purpose = 'setup') = (person_id IS NULL)", name="setup_is_nobodys"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    address_change_id: Mapped[int | None] = mapped_column(ForeignKey("address_change.id"))
    purpose: Mapped[str] = mapped_column(short_code())
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AddressChange(Base):
    """A new address of a person, told to both and good once confirmed from the new one."""

    __tablename__ = "address_change"
    __table_args__ = (
        one_of("outcome", ("confirmed", "refused", "replaced")),
        all_or_none("outcome_has_when", "outcome", "decided_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    old_email: Mapped[str] = mapped_column(String(254))
    new_email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str] = mapped_column(String(160))
    outcome: Mapped[str | None] = mapped_column(short_code())
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def end_links_of(
    writer: Writer,
    person_id: int,
    at: datetime,
    purposes: Collection[str] = PASSWORD_PURPOSES,
) -> None:
    """No link of these purposes given before to `person_id` serves any more. The caller commits.

    Those that set a password, by default: the say of an old address on its change stays.
    """
    writer.execute(
        update(OneUseLink)
        .where(
            OneUseLink.person_id == person_id,
            OneUseLink.purpose.in_(purposes),
            OneUseLink.used_at.is_(None),
        )
        .values(used_at=at)
    )
