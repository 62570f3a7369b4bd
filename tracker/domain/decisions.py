"""What was decided: what, who, by when; followed until it is closed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code
from tracker.domain.calendar import BusinessCalendar

#: Carried out, or given up.
OUTCOMES = ("done", "dropped")
TEXT_LIMIT = 1000


class Decision(Base):
    """Taken in a review or between two; its owner, a person or a unit, carries it out.

    `waited_since`: the day from which it was awaited, so that the time to decision can be told.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        one_of("outcome", OUTCOMES),
        CheckConstraint("number > 0", name="numbered_from_one"),
        CheckConstraint("text <> ''", name="text_is_there"),
        CheckConstraint("(owner_id IS NULL) <> (owner_unit_id IS NULL)", name="one_owner"),
        CheckConstraint("waited_since <= taken_on", name="awaited_before_it_is_taken"),
        all_or_none("closing_is_whole", "outcome", "closed_at", "closed_on", "closed_by"),
        CheckConstraint("outcome <> 'dropped' OR closed_words <> ''", name="dropped_has_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    number: Mapped[int]
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"))
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    text: Mapped[str] = mapped_column(String(1000))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    owner_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    due: Mapped[date]
    waited_since: Mapped[date]
    taken_on: Mapped[date]
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_by: Mapped[str] = mapped_column(String(160))
    #: Its owner is told by the first mail that leaves after this: set anew when it is corrected.
    tell_since: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    outcome: Mapped[str | None] = mapped_column(short_code())
    closed_on: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(String(160))
    closed_words: Mapped[str] = mapped_column(String(500), default="")


def days_awaited(waited_since: date, taken_on: date, calendar: BusinessCalendar) -> int:
    """Time to decision, in business days: from the day it was awaited to the day it was taken."""
    return max(0, calendar.between(waited_since, taken_on))


def is_overdue(due: date, today: date, calendar: BusinessCalendar) -> bool:
    """Whether an open decision is past its date; one on a closed day counts as the next open."""
    return today > calendar.next_open(due)


def calls_for_mail(tell_since: datetime, told_at: datetime | None, *, overdue: bool) -> bool:
    """Whether an open decision makes a mail go: its owner was not told yet, or it is overdue.

    `told_at`: when the last mail that its owner has left; None where none did.
    """
    return overdue or told_at is None or told_at < tell_since
