"""The reminder clock's pulse: when it last looked, and what keeps the mail from leaving."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, short_code


class Pulse(Base):
    """One row, absent until the clock has looked once.

    `trouble`: code of what stops the mail as a whole, empty when nothing does; `closed_until`:
    instant before which no message is tried.
    """

    __tablename__ = "pulse"
    __table_args__ = (
        CheckConstraint("id = 1", name="single_row"),
        CheckConstraint("(trouble = '') = (trouble_since IS NULL)", name="trouble_has_when"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    host: Mapped[str] = mapped_column(String(120), default="")
    trouble: Mapped[str] = mapped_column(short_code(40), default="")
    trouble_words: Mapped[str] = mapped_column(String(500), default="")
    trouble_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
