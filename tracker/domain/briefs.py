"""The Monday brief as it was: what the director could read of the plan that day. Insert only."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime


class Brief(Base):
    """One Monday of one plan, with the names, words and figures of that day in both languages."""

    __tablename__ = "brief"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        UniqueConstraint("plan_id", "day"),
        CheckConstraint("number > 0", name="numbered_from_one"),
        CheckConstraint("since < day", name="since_is_before"),
        CheckConstraint("content <> ''", name="content_is_there"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    number: Mapped[int]
    #: The day that it speaks of, and the day of the brief (or of the relance) before it.
    day: Mapped[date]
    since: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: JSON, read and written by queries only: see docs/decisions.
    content: Mapped[str] = mapped_column(Text)
