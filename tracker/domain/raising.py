"""What is proposed to be raised with a unit's head, then with the director (D+6, D+11)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code

#: Whose attention: the head of the unit, or the director.
STEPS = ("head", "director")
OUTCOMES = ("released", "withdrawn", "answered")


class RaisingProposal(Base):
    """A late commitment, announced to its lead, that a coordinator may raise or let be.

    Announced by the lead's mail (`announced_by`) in these very words; due to be decided from
    `raised_on`. `released` is the only outcome that shows anything to anybody.
    """

    __tablename__ = "raising_proposal"
    __table_args__ = (
        UniqueConstraint("commitment_id", "step", "due"),
        one_of("step", STEPS),
        one_of("outcome", OUTCOMES),
        CheckConstraint("words_fr <> ''", name="words_are_there"),
        all_or_none("sentence_is_whole", "sentence_by", "sentence_at"),
        all_or_none("decision_is_whole", "outcome", "decided_by", "decided_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    step: Mapped[str] = mapped_column(short_code())
    #: The date that has passed; another date starts the ladder anew.
    due: Mapped[date]
    raised_on: Mapped[date]
    announced_at: Mapped[datetime] = mapped_column(UtcDateTime)
    announced_by: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    words_fr: Mapped[str] = mapped_column(Text)
    words_en: Mapped[str] = mapped_column(Text, default="")
    sentence: Mapped[str] = mapped_column(String(500), default="")
    sentence_by: Mapped[str | None] = mapped_column(String(160))
    sentence_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(short_code())
    decided_by: Mapped[str | None] = mapped_column(String(160))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
