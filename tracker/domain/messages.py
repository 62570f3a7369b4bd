"""Messages of the reminder: their states, what they ask, what happened to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code

STATES = (
    "planned",
    "sending",
    "sent",
    "deposited",
    "deferred",
    "refused",
    "unknown",
    "missed",
    "cancelled",
)
#: weekly, duty: a slot's relance, of the week or of a day of the ladder. The others leave at
#: once: an account's (invitation, password, address, address_notice), a question asked at once,
#: what a blocker replied (relief), what is raised with a unit's head (raised), an invitation to
#: a review (review), its minutes, what became of a consultation (consulted), a test.
KINDS = (
    "weekly",
    "duty",
    "invitation",
    "password",
    "address",
    "address_notice",
    "question",
    "relief",
    "raised",
    "review",
    "minutes",
    "consulted",
    "test",
)
#: Kinds that a slot calls for.
OF_SLOT = ("weekly", "duty")
#: It has yet to leave.
WAITING = ("planned", "deferred", "sending")
#: The server, or the mail folder, has taken the message.
ACCEPTED = ("sent", "deposited")


class Message(Base):
    """One mail to one person for one slot. Its Message-ID never changes.

    `token` grows with every claim and fences the writes of the process that holds the lease.
    `data_started_at` is set just before DATA: from then on the text is frozen.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("slot_id", "person_id"),
        one_of("state", STATES),
        one_of("kind", KINDS),
        CheckConstraint("kind IN ('weekly', 'duty') OR slot_id IS NULL", name="slot_has_its_kind"),
        CheckConstraint(
            "(state = 'sending') = (lease_until IS NOT NULL)", name="lease_while_sending"
        ),
        CheckConstraint(
            "data_started_at IS NULL OR state NOT IN "
            "('planned', 'deferred', 'cancelled', 'missed')",
            name="data_started_is_decided",
        ),
        CheckConstraint(
            "data_started_at IS NULL OR (body_text <> '' AND body_html <> '')",
            name="frozen_text_is_kept",
        ),
        CheckConstraint(
            "(state IN ('sent', 'deposited')) = (sent_at IS NOT NULL)", name="accepted_has_when"
        ),
        CheckConstraint("bounced_at IS NULL OR sent_at IS NOT NULL", name="bounced_was_accepted"),
        Index("ix_message_state_next", "state", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("reminder_slot.id"))
    kind: Mapped[str] = mapped_column(short_code(), default="weekly")
    #: Id of what a message of another kind is about: an address change, a question, a reply.
    about_id: Mapped[int | None]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(short_code(), default="planned")
    token: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    data_started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(500), default="")
    bounced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bounce_reason: Mapped[str] = mapped_column(String(500), default="")
    to_name: Mapped[str] = mapped_column(String(160), default="")
    to_address: Mapped[str] = mapped_column(String(254), default="")
    locale: Mapped[str] = mapped_column(short_code(2), default="fr")
    composed_for: Mapped[date | None]
    subject: Mapped[str] = mapped_column(String(300), default="")
    body_text: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MessageItem(Base):
    """A commitment in a message: asked for, and why; or only named under « Ensuite »."""

    __tablename__ = "message_item"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    commitment_id: Mapped[int] = mapped_column(
        ForeignKey("commitment.id"), primary_key=True, index=True
    )
    asked: Mapped[bool]
    why: Mapped[str] = mapped_column(short_code())
    position: Mapped[int]
    asked_on: Mapped[date]


class MessageEvent(Base):
    """Something that happened to a message. Insert only."""

    __tablename__ = "message_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    what: Mapped[str] = mapped_column(short_code(40))
    detail: Mapped[str] = mapped_column(String(500), default="")


class MailLink(Base):
    """The way into the answer pages of one message: only the hash of its token is kept."""

    __tablename__ = "mail_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    misdirected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
