"""People, what they answer for, and when they are away."""

import re
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code

#: What an address must look like to be written to; SMTP without extensions is ASCII.
EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}")
EMAIL_LIMIT = 254
ROLES = ("director", "coordinator", "administrator", "reader", "none")
LOCALES = ("fr", "en")


class Person(Base):
    """Somebody of the city: name, title, work address, language. Nothing more is held."""

    __tablename__ = "person"
    __table_args__ = (
        one_of("role", ROLES),
        one_of("locale", LOCALES),
        all_or_none("suspension_has_a_reason", "suspended_at", "suspended_reason"),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(160), default="")
    email: Mapped[str] = mapped_column(String(254), unique=True)
    locale: Mapped[str] = mapped_column(short_code(2), default="fr")
    role: Mapped[str] = mapped_column(short_code(), default="none")
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_persona: Mapped[bool] = mapped_column(default=False)
    persona_position: Mapped[int | None]
    #: Whether the Monday mail of a director carries the brief as a PDF.
    brief_attached: Mapped[bool] = mapped_column(default=False)
    #: Whether single keys do something on the pages, « / » for the search (WCAG 2.1.4).
    shortcut_keys: Mapped[bool] = mapped_column(default=True)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    suspended_reason: Mapped[str | None] = mapped_column(String(300))

    contacts: Mapped[list["Contact"]] = relationship(back_populates="person")
    absences: Mapped[list["Absence"]] = relationship(
        back_populates="person", foreign_keys="Absence.person_id"
    )


class Contact(Base):
    """A person who answers for a unit; rank 0 is the principal. Being a lead follows from it."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("unit_id", "person_id"),
        UniqueConstraint("unit_id", "rank"),
        CheckConstraint("rank >= 0", name="rank_from_zero"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    rank: Mapped[int]
    is_head: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(back_populates="contacts")


class Absence(Base):
    """Days on which a person is away, both included, and who answers instead."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint("substitute_id <> person_id", name="substitute_is_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(back_populates="absences", foreign_keys=[person_id])


def normal_email(text: str) -> str:
    """An address as it is kept: lower case, without the spaces and brackets of a copied one."""
    return text.strip().strip("<>;,").removeprefix("mailto:").replace(" ", "").lower()
