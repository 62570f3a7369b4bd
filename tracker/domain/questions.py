"""A question to a unit, open until an answer comes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime


class Question(Base):
    """Asked by the director or a coordinator, on a commitment or on a dossier."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint(
            "(commitment_id IS NULL) <> (dossier_id IS NULL)", name="on_one_thing_only"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(String(1000))
    answered_by_update_id: Mapped[int | None] = mapped_column(ForeignKey("commitment_update.id"))
