"""Satisfaction surveys: their waves, what they asked in which words, and what came out.

What a source does not give stays empty. Every figure says where it comes from.
"""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code

#: In the order of the year; a wave without season took place some time in its year.
SEASONS = ("winter", "spring", "summer", "autumn")
POPULATIONS = ("", "citizens", "businesses", "partners")
#: Whether more of a share is good news.
BETTER = ("up", "down")


class Survey(Base):
    """A survey that comes back: in `every_months`, on the dossier `dossier_code` of the plan in
    force, carried out by `unit_id`. `with_demonstration`: it goes when that is left."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint("every_months > 0 AND every_months % 3 = 0", name="comes_back_in_a_season"),
        CheckConstraint("name_fr <> ''", name="has_a_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(short_code(), unique=True)
    name_fr: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    every_months: Mapped[int] = mapped_column(default=24)
    position: Mapped[int]
    provenance: Mapped[str] = mapped_column(String(300), default="")
    dossier_code: Mapped[str] = mapped_column(short_code(), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    with_demonstration: Mapped[bool] = mapped_column(default=False)


class SurveyWave(Base):
    """One round of a survey. Planned ahead: `milestone_id` is what the plan promises of it."""

    __tablename__ = "survey_wave"
    __table_args__ = (
        UniqueConstraint("id", "survey_id"),
        UniqueConstraint("survey_id", "year", "season"),
        one_of("season", ("", *SEASONS)),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_is_possible"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint("n > 0", name="somebody_answered"),
        CheckConstraint("design_effect > 0", name="design_effect_is_positive"),
        CheckConstraint(
            "milestone_id IS NULL OR planned_at IS NOT NULL", name="promised_is_planned"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    year: Mapped[int]
    season: Mapped[str] = mapped_column(short_code(), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    firm: Mapped[str] = mapped_column(String(120), default="")
    mode: Mapped[str] = mapped_column(String(120), default="")
    population: Mapped[str] = mapped_column(String(200), default="")
    n: Mapped[int | None]
    n_is_about: Mapped[bool] = mapped_column(default=False)
    design_effect: Mapped[float | None] = mapped_column(Float)
    planned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)


class SurveyQuestion(Base):
    """What is measured from wave to wave: a short name, whatever the words of the moment."""

    __tablename__ = "survey_question"
    __table_args__ = (
        UniqueConstraint("id", "survey_id"),
        UniqueConstraint("survey_id", "code"),
        one_of("better", BETTER),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    code: Mapped[str] = mapped_column(String(40))
    label_fr: Mapped[str] = mapped_column(String(200))
    label_en: Mapped[str] = mapped_column(String(200), default="")
    better: Mapped[str] = mapped_column(short_code(), default="up")
    position: Mapped[int]


class SurveyWording(Base):
    """A question as it was asked, its scale, and which answers count. Insert only: other words
    are another version, and two versions are never compared."""

    __tablename__ = "survey_wording"
    __table_args__ = (
        UniqueConstraint("id", "question_id"),
        UniqueConstraint("question_id", "version"),
        CheckConstraint("version > 0", name="numbered_from_one"),
        CheckConstraint("wording <> '' AND scale <> ''", name="words_and_scale_are_there"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_question.id"))
    version: Mapped[int]
    wording: Mapped[str] = mapped_column(String(500))
    scale: Mapped[str] = mapped_column(String(300))
    counted: Mapped[str] = mapped_column(String(300), default="")


class PublishedFigure(Base):
    """A figure as a source gave it, word for word. Insert only."""

    __tablename__ = "published_figure"
    __table_args__ = (
        UniqueConstraint("period", "source", "measure"),
        CheckConstraint("provenance <> ''", name="says_where_it_comes_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    period: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(120))
    measure: Mapped[str] = mapped_column(String(200))
    value: Mapped[str] = mapped_column(String(200))
    n: Mapped[str] = mapped_column(String(40), default="")
    provenance: Mapped[str] = mapped_column(String(300))
    with_demonstration: Mapped[bool] = mapped_column(default=False)


class SurveyFigure(Base):
    """A share, in percent, of those who answered a question in a wave: overall, or of one unit.

    `derived`: worked out from another figure and a change that were published.
    """

    __tablename__ = "survey_figure"
    __table_args__ = (
        ForeignKeyConstraint(["wave_id", "survey_id"], ["survey_wave.id", "survey_wave.survey_id"]),
        ForeignKeyConstraint(
            ["question_id", "survey_id"], ["survey_question.id", "survey_question.survey_id"]
        ),
        ForeignKeyConstraint(
            ["wording_id", "question_id"], ["survey_wording.id", "survey_wording.question_id"]
        ),
        one_of("population", POPULATIONS),
        CheckConstraint("share BETWEEN 0 AND 100", name="share_is_a_percentage"),
        CheckConstraint("n > 0", name="somebody_answered"),
        CheckConstraint("provenance <> ''", name="says_where_it_comes_from"),
        Index(
            "uq_survey_figure_overall",
            "wave_id",
            "question_id",
            "population",
            unique=True,
            sqlite_where=text("unit_id IS NULL"),
            postgresql_where=text("unit_id IS NULL"),
        ),
        Index(
            "uq_survey_figure_of_unit",
            "wave_id",
            "question_id",
            "population",
            "unit_id",
            unique=True,
            sqlite_where=text("unit_id IS NOT NULL"),
            postgresql_where=text("unit_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int]
    wave_id: Mapped[int]
    question_id: Mapped[int]
    wording_id: Mapped[int | None]
    population: Mapped[str] = mapped_column(short_code(), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    share: Mapped[float] = mapped_column(Float)
    n: Mapped[int | None]
    n_is_about: Mapped[bool] = mapped_column(default=False)
    derived: Mapped[bool] = mapped_column(default=False)
    provenance: Mapped[str] = mapped_column(String(300))
    published_id: Mapped[int | None] = mapped_column(ForeignKey("published_figure.id"))
