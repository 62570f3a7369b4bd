"""Milestones of a dossier, and the dates they were first promised for."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code

if TYPE_CHECKING:
    from tracker.domain.commitments import Commitment

KINDS = ("consultation", "deliverable", "milestone", "decision", "wave")


class Milestone(Base):
    """Something that will be true on a day. Its baseline freezes when the plan is approved.

    `baseline_due` is the draft's date until then, the current baseline's afterwards.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        one_of("kind", KINDS),
        CheckConstraint("baseline_due >= starts_on", name="due_after_it_starts"),
        all_or_none("withdrawal_is_whole", "withdrawn_at", "withdrawn_by", "withdrawn_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    code: Mapped[str] = mapped_column(short_code())
    kind: Mapped[str] = mapped_column(short_code())
    title_fr: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300), default="")
    #: The French title that the English one translates: another one since makes it stale.
    title_en_of: Mapped[str] = mapped_column(String(300), default="")
    starts_on: Mapped[date]
    baseline_due: Mapped[date]
    position: Mapped[int]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(160))
    withdrawn_reason: Mapped[str | None] = mapped_column(String(500))

    baselines: Mapped[list["Baseline"]] = relationship(
        back_populates="milestone", order_by="Baseline.seq"
    )
    commitments: Mapped[list["Commitment"]] = relationship(
        "Commitment", back_populates="milestone", order_by="Commitment.id"
    )

    def freeze_baseline(self, by: str, at: datetime) -> "Baseline":
        """Keep the draft's date for good; each live lead's forecast starts from it."""
        baseline = Baseline(seq=0, due=self.baseline_due, frozen_at=at, by=by, reason=None)
        self.baselines.append(baseline)
        for commitment in self.commitments:
            if commitment.role == "lead" and commitment.live_update_id is None:
                commitment.forecast_due = self.baseline_due
        return baseline


class Baseline(Base):
    """A promised date, kept for good. A correction is a new row with its reason."""

    __tablename__ = "baseline"
    __table_args__ = (
        UniqueConstraint("milestone_id", "seq"),
        CheckConstraint("seq >= 0", name="seq_from_zero"),
        CheckConstraint("seq = 0 OR reason IS NOT NULL", name="correction_has_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    seq: Mapped[int]
    due: Mapped[date]
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(160))
    reason: Mapped[str | None] = mapped_column(String(500))

    milestone: Mapped[Milestone] = relationship(back_populates="baselines")


class BaselineProposal(Base):
    """A correction of the baseline, asked with its reason and decided by the director."""

    __tablename__ = "baseline_proposal"
    __table_args__ = (
        one_of("outcome", ("accepted", "refused", "withdrawn")),
        all_or_none("decision_is_whole", "outcome", "decided_at", "decided_by"),
        Index(
            "uq_baseline_proposal_open",
            "milestone_id",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    due: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_by: Mapped[str] = mapped_column(String(160))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(short_code())
    decided_by: Mapped[str | None] = mapped_column(String(160))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    words: Mapped[str] = mapped_column(String(500), default="")
