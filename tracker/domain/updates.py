"""Answers of units, as they were given. Insert only: withdrawing one is a mark on it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code

if TYPE_CHECKING:
    from tracker.domain.commitments import Commitment

ANSWERS = ("done", "on_track", "postponed", "blocked")
REASONS = ("supplier", "decision", "staffing", "dependency", "winter", "other")
WAYS = ("page", "mail", "file", "demonstration")


class Update(Base):
    """One answer: done, on track, postponed or blocked; by whom, when, by what way."""

    __tablename__ = "commitment_update"
    __table_args__ = (
        one_of("answer", ANSWERS),
        one_of("reason", REASONS),
        one_of("way", WAYS),
        CheckConstraint(
            "answer <> 'done' OR (done_on IS NOT NULL AND (sentence <> '' OR link <> ''))",
            name="done_has_date_and_evidence",
        ),
        CheckConstraint(
            "answer <> 'postponed' OR (new_due IS NOT NULL AND reason IS NOT NULL)",
            name="postponed_has_date_and_reason",
        ),
        CheckConstraint(
            "answer <> 'blocked' OR ((blocker_unit_id IS NULL) <> (blocker_words = ''))",
            name="blocked_by_one",
        ),
        all_or_none("withdrawal_is_whole", "withdrawn_at", "withdrawn_by"),
        Index("ix_commitment_update_commitment_id_said_at", "commitment_id", "said_at"),
        Index("ix_commitment_update_said_at", "said_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    nonce: Mapped[str] = mapped_column(String(80), unique=True)
    answer: Mapped[str] = mapped_column(short_code())
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    said_on: Mapped[date]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str] = mapped_column(String(160))
    way: Mapped[str] = mapped_column(short_code())
    link_owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    prior_due: Mapped[date]
    done_on: Mapped[date | None]
    new_due: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(short_code())
    sentence: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(1000), default="")
    help_wanted: Mapped[bool] = mapped_column(default=False)
    blocker_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    blocker_words: Mapped[str] = mapped_column(String(200), default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("commitment_update.id"), index=True)
    #: When the answer page that this came from was opened, as the form says.
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(160))

    commitment: Mapped["Commitment"] = relationship(
        "Commitment", back_populates="updates", foreign_keys=[commitment_id]
    )
