"""Consultations on a dossier before its plan is approved: who was heard, and what became of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code

GROUPS = ("citizens", "partners", "business", "boroughs", "employees")
#: What becomes of a point heard; None as long as nobody has said.
OUTCOMES = ("retained", "partly", "not_retained")
SUMMARY_LIMIT = 4000
POINT_LIMIT = 1000


class Consultation(Base):
    """One group heard on one dossier. Closed, with its summary, it opens the way to approval."""

    __tablename__ = "consultation"
    __table_args__ = (
        one_of("audience", GROUPS),
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        all_or_none("closing_is_whole", "closed_at", "closed_by"),
        CheckConstraint("closed_at IS NULL OR summary <> ''", name="closed_has_a_summary"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    audience: Mapped[str] = mapped_column(short_code())
    how: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    summary: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(160))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(String(160))

    points: Mapped[list["ConsultationPoint"]] = relationship(
        back_populates="consultation", order_by="ConsultationPoint.number"
    )
    invited: Mapped[list["ConsultationUnit"]] = relationship(cascade="all, delete-orphan")


class ConsultationUnit(Base):
    """A unit invited to a consultation."""

    __tablename__ = "consultation_unit"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)


class ConsultationPoint(Base):
    """One thing that was heard. What is not wholly retained says because of what."""

    __tablename__ = "consultation_point"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("number > 0", name="numbered_from_one"),
        CheckConstraint("text <> ''", name="text_is_there"),
        one_of("outcome", OUTCOMES),
        CheckConstraint(
            "outcome NOT IN ('partly', 'not_retained') OR because <> ''", name="set_aside_because"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(1000))
    outcome: Mapped[str | None] = mapped_column(short_code())
    because: Mapped[str] = mapped_column(String(1000), default="")

    consultation: Mapped[Consultation] = relationship(back_populates="points")
    traces: Mapped[list["ConsultationTrace"]] = relationship(cascade="all, delete-orphan")


class ConsultationTrace(Base):
    """A milestone that takes up what was heard."""

    __tablename__ = "consultation_trace"

    point_id: Mapped[int] = mapped_column(ForeignKey("consultation_point.id"), primary_key=True)
    milestone_id: Mapped[int] = mapped_column(
        ForeignKey("milestone.id"), primary_key=True, index=True
    )


class ConsultationWaiver(Base):
    """The director's word that a dossier may be approved without consultation, and why."""

    __tablename__ = "consultation_waiver"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_is_there"),)

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(500))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_by: Mapped[str] = mapped_column(String(160))
