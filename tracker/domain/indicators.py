"""Indicators besides the surveys: what is measured, where it should go, and what it came to."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code

DIRECTIONS = ("up", "down")
#: Months between two values.
PERIODS = (1, 3, 6, 12, 24)


class Indicator(Base):
    """A measure that comes back. `measure`: what is counted (« jours », « % »); `direction`: where
    it should go; `first_on`: last day of its first period; a value is due `grace_days` calendar
    days after its period. `by_unit`: each of its units gives its own value; else one does."""

    __tablename__ = "indicator"
    __table_args__ = (
        one_of("direction", DIRECTIONS),
        CheckConstraint("name_fr <> '' AND measure_fr <> ''", name="has_a_name_and_a_measure"),
        CheckConstraint("every_months IN (1, 3, 6, 12, 24)", name="periodicity_known"),
        CheckConstraint("grace_days BETWEEN 0 AND 366", name="grace_is_possible"),
        CheckConstraint("decimals BETWEEN 0 AND 3", name="decimals_are_few"),
        all_or_none("baseline_is_whole", "baseline", "baseline_on"),
        all_or_none("target_is_whole", "target", "target_on"),
        CheckConstraint("target_on > baseline_on", name="target_after_baseline"),
        all_or_none("withdrawal_is_whole", "withdrawn_at", "withdrawn_by", "withdrawn_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(short_code(), unique=True)
    name_fr: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    measure_fr: Mapped[str] = mapped_column(String(40))
    measure_en: Mapped[str] = mapped_column(String(40), default="")
    decimals: Mapped[int] = mapped_column(default=0)
    direction: Mapped[str] = mapped_column(short_code())
    baseline: Mapped[float | None] = mapped_column(Float)
    baseline_on: Mapped[date | None]
    target: Mapped[float | None] = mapped_column(Float)
    target_on: Mapped[date | None]
    every_months: Mapped[int]
    first_on: Mapped[date]
    grace_days: Mapped[int] = mapped_column(default=15)
    source: Mapped[str] = mapped_column(String(300), default="")
    by_unit: Mapped[bool] = mapped_column(default=False)
    illustrative: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(160))
    withdrawn_reason: Mapped[str | None] = mapped_column(String(500))


class IndicatorStep(Base):
    """A value to reach on the way to the target."""

    __tablename__ = "indicator_step"

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    due: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[float] = mapped_column(Float)


class IndicatorDossier(Base):
    """A dossier that is meant to move the indicator."""

    __tablename__ = "indicator_dossier"

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), primary_key=True, index=True)


class IndicatorUnit(Base):
    """A unit that gives values."""

    __tablename__ = "indicator_unit"

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)


class IndicatorValue(Base):
    """What a unit gave for the period that ends on `period_on`. Insert only: a correction is one
    more row, with its reason; the newest counts."""

    __tablename__ = "indicator_value"
    __table_args__ = (
        UniqueConstraint("indicator_id", "unit_id", "period_on", "seq"),
        CheckConstraint("seq >= 0", name="seq_from_zero"),
        CheckConstraint("seq = 0 OR reason <> ''", name="correction_has_a_reason"),
        one_of("way", ("page", "mail", "file", "command", "demonstration")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period_on: Mapped[date]
    seq: Mapped[int] = mapped_column(default=0)
    value: Mapped[float] = mapped_column(Float)
    reason: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    given_on: Mapped[date]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(160))
    way: Mapped[str] = mapped_column(short_code())


class IndicatorDispute(Base):
    """Somebody holds a value for wrong, and says why; open until it is settled in words."""

    __tablename__ = "indicator_dispute"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_a_reason"),
        all_or_none("settling_is_whole", "settled_at", "settled_by", "settled_words"),
        Index(
            "uq_indicator_dispute_open",
            "value_id",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    value_id: Mapped[int] = mapped_column(ForeignKey("indicator_value.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    raised_by: Mapped[str] = mapped_column(String(160))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(String(160))
    settled_words: Mapped[str | None] = mapped_column(String(500))
