"""Review meetings: when, who is invited, what is written down, and the minutes as they were."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none

#: How long a review may last, in minutes, and how long it lasts unless somebody says otherwise.
SHORTEST, LONGEST, USUAL = 5, 480, 60
PLACE_LIMIT, REASON_LIMIT, NOTE_LIMIT = 200, 500, 20_000


def state_of(
    begun_at: datetime | None, ended_at: datetime | None, cancelled_at: datetime | None
) -> str:
    """planned, in_session, ended or cancelled."""
    if cancelled_at is not None:
        return "cancelled"
    if ended_at is not None:
        return "ended"
    return "planned" if begun_at is None else "in_session"


class Review(Base):
    """A meeting in which the plan is gone through, dossier by dossier.

    Planned, then begun, then ended (its minutes are frozen); or cancelled before it begins.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("number > 0", name="numbered_from_one"),
        CheckConstraint("minutes_long BETWEEN 5 AND 480", name="length_is_possible"),
        all_or_none("beginning_is_whole", "begun_at", "begun_by"),
        all_or_none("end_is_whole", "ended_at", "ended_by"),
        all_or_none("cancelling_is_whole", "cancelled_at", "cancelled_by", "cancelled_reason"),
        CheckConstraint("ended_at IS NULL OR begun_at IS NOT NULL", name="ended_was_begun"),
        CheckConstraint("cancelled_at IS NULL OR begun_at IS NULL", name="cancelled_never_began"),
        Index(
            "uq_review_in_session",
            "plan_id",
            unique=True,
            sqlite_where=text("begun_at IS NOT NULL AND ended_at IS NULL"),
            postgresql_where=text("begun_at IS NOT NULL AND ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    number: Mapped[int]
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time]
    minutes_long: Mapped[int] = mapped_column(default=60)
    place: Mapped[str] = mapped_column(String(200), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(160))
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    begun_by: Mapped[str | None] = mapped_column(String(160))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(160))
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[str | None] = mapped_column(String(160))
    cancelled_reason: Mapped[str | None] = mapped_column(String(500))

    @property
    def state(self) -> str:
        """planned, in_session, ended or cancelled."""
        return state_of(self.begun_at, self.ended_at, self.cancelled_at)


class ReviewGuest(Base):
    """Somebody invited to a review; the minutes are mailed to them."""

    __tablename__ = "review_guest"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class ReviewNote(Base):
    """What is written down in a review: of one dossier, or of none in particular."""

    __tablename__ = "review_note"
    __table_args__ = (
        Index(
            "uq_review_note_of_dossier",
            "review_id",
            "dossier_id",
            unique=True,
            sqlite_where=text("dossier_id IS NOT NULL"),
            postgresql_where=text("dossier_id IS NOT NULL"),
        ),
        Index(
            "uq_review_note_general",
            "review_id",
            unique=True,
            sqlite_where=text("dossier_id IS NULL"),
            postgresql_where=text("dossier_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str] = mapped_column(String(160))


class ReviewMinutes(Base):
    """The minutes of a review that has ended, in both languages. Insert only."""

    __tablename__ = "review_minutes"
    __table_args__ = (CheckConstraint("content <> ''", name="content_is_there"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: JSON, read and written by queries only.
    content: Mapped[str] = mapped_column(Text)
