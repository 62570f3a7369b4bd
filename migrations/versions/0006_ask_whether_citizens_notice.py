"""Ask whether citizens notice: surveys and their waves, indicators and their values."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard, unguard
from tracker.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _surveys()
    _indicators()
    for table in ("survey_wording", "published_figure", "indicator_value"):
        guard(table)
    _known_objects()


def _known_objects() -> None:
    """Kinds of objects that have a history: SQLite rebuilds the table, and loses the triggers."""
    objects = (
        "'plan', 'dossier', 'milestone', 'commitment', 'unit', 'person', 'question', 'review', "
        "'decision', 'survey', 'indicator', 'settings'"
    )
    unguard("change")
    with op.batch_alter_table("change") as batch_op:
        batch_op.drop_constraint(op.f("ck_change_object_kind_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_change_object_kind_known"), f"object_kind IN ({objects})"
        )
    guard("change")


def _surveys() -> None:
    op.create_table(
        "published_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("measure", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("n", sa.String(length=40), nullable=False),
        sa.Column("provenance", sa.String(length=300), nullable=False),
        sa.Column("with_demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "provenance <> ''", name=op.f("ck_published_figure_says_where_it_comes_from")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_figure")),
        sa.UniqueConstraint(
            "period", "source", "measure", name=op.f("uq_published_figure_period_source_measure")
        ),
    )
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_fr", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("provenance", sa.String(length=300), nullable=False),
        sa.Column("dossier_code", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("with_demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("name_fr <> ''", name=op.f("ck_survey_has_a_name")),
        sa.CheckConstraint(
            "every_months > 0 AND every_months % 3 = 0",
            name=op.f("ck_survey_comes_back_in_a_season"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_survey_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("code", name=op.f("uq_survey_code")),
    )
    op.create_table(
        "survey_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label_fr", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.Column("better", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "better IN ('up', 'down')", name=op.f("ck_survey_question_better_known")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_question_survey_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_question")),
        sa.UniqueConstraint("id", "survey_id", name=op.f("uq_survey_question_id_survey_id")),
        sa.UniqueConstraint("survey_id", "code", name=op.f("uq_survey_question_survey_id_code")),
    )
    op.create_table(
        "survey_wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("season", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("firm", sa.String(length=120), nullable=False),
        sa.Column("mode", sa.String(length=120), nullable=False),
        sa.Column("population", sa.String(length=200), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("n_is_about", sa.Boolean(), nullable=False),
        sa.Column("design_effect", sa.Float(), nullable=True),
        sa.Column("planned_at", UtcDateTime(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "season IN ('', 'winter', 'spring', 'summer', 'autumn')",
            name=op.f("ck_survey_wave_season_known"),
        ),
        sa.CheckConstraint(
            "design_effect > 0", name=op.f("ck_survey_wave_design_effect_is_positive")
        ),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_survey_wave_ends_after_it_starts")
        ),
        sa.CheckConstraint(
            "milestone_id IS NULL OR planned_at IS NOT NULL",
            name=op.f("ck_survey_wave_promised_is_planned"),
        ),
        sa.CheckConstraint("n > 0", name=op.f("ck_survey_wave_somebody_answered")),
        sa.CheckConstraint(
            "year BETWEEN 2000 AND 2100", name=op.f("ck_survey_wave_year_is_possible")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_survey_wave_milestone_id")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_wave_survey_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_wave")),
        sa.UniqueConstraint("id", "survey_id", name=op.f("uq_survey_wave_id_survey_id")),
        sa.UniqueConstraint(
            "survey_id", "year", "season", name=op.f("uq_survey_wave_survey_id_year_season")
        ),
    )
    with op.batch_alter_table("survey_wave") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_wave_milestone_id"), ["milestone_id"], unique=False
        )
    op.create_table(
        "survey_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=500), nullable=False),
        sa.Column("scale", sa.String(length=300), nullable=False),
        sa.Column("counted", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "wording <> '' AND scale <> ''",
            name=op.f("ck_survey_wording_words_and_scale_are_there"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_survey_wording_numbered_from_one")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["survey_question.id"], name=op.f("fk_survey_wording_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_wording")),
        sa.UniqueConstraint("id", "question_id", name=op.f("uq_survey_wording_id_question_id")),
        sa.UniqueConstraint(
            "question_id", "version", name=op.f("uq_survey_wording_question_id_version")
        ),
    )
    op.create_table(
        "survey_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=True),
        sa.Column("population", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("n_is_about", sa.Boolean(), nullable=False),
        sa.Column("derived", sa.Boolean(), nullable=False),
        sa.Column("provenance", sa.String(length=300), nullable=False),
        sa.Column("published_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "population IN ('', 'citizens', 'businesses', 'partners')",
            name=op.f("ck_survey_figure_population_known"),
        ),
        sa.CheckConstraint(
            "provenance <> ''", name=op.f("ck_survey_figure_says_where_it_comes_from")
        ),
        sa.CheckConstraint("n > 0", name=op.f("ck_survey_figure_somebody_answered")),
        sa.CheckConstraint(
            "share BETWEEN 0 AND 100", name=op.f("ck_survey_figure_share_is_a_percentage")
        ),
        sa.ForeignKeyConstraint(
            ["published_id"], ["published_figure.id"], name=op.f("fk_survey_figure_published_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id", "survey_id"],
            ["survey_question.id", "survey_question.survey_id"],
            name=op.f("fk_survey_figure_question_id_survey_id"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_survey_figure_unit_id")),
        sa.ForeignKeyConstraint(
            ["wave_id", "survey_id"],
            ["survey_wave.id", "survey_wave.survey_id"],
            name=op.f("fk_survey_figure_wave_id_survey_id"),
        ),
        sa.ForeignKeyConstraint(
            ["wording_id", "question_id"],
            ["survey_wording.id", "survey_wording.question_id"],
            name=op.f("fk_survey_figure_wording_id_question_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_figure")),
    )
    with op.batch_alter_table("survey_figure") as batch_op:
        batch_op.create_index(
            "uq_survey_figure_of_unit",
            ["wave_id", "question_id", "population", "unit_id"],
            unique=True,
            sqlite_where=sa.text("unit_id IS NOT NULL"),
            postgresql_where=sa.text("unit_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_survey_figure_overall",
            ["wave_id", "question_id", "population"],
            unique=True,
            sqlite_where=sa.text("unit_id IS NULL"),
            postgresql_where=sa.text("unit_id IS NULL"),
        )


def _indicators() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_fr", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("measure_fr", sa.String(length=40), nullable=False),
        sa.Column("measure_en", sa.String(length=40), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("by_unit", sa.Boolean(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=160), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "direction IN ('up', 'down')", name=op.f("ck_indicator_direction_known")
        ),
        sa.CheckConstraint(
            "name_fr <> '' AND measure_fr <> ''", name=op.f("ck_indicator_has_a_name_and_a_measure")
        ),
        sa.CheckConstraint(
            "(baseline IS NULL AND baseline_on IS NULL) OR (baseline IS NOT NULL AND baseline_on IS NOT NULL)",
            name=op.f("ck_indicator_baseline_is_whole"),
        ),
        sa.CheckConstraint(
            "(target IS NULL AND target_on IS NULL) OR (target IS NOT NULL AND target_on IS NOT NULL)",
            name=op.f("ck_indicator_target_is_whole"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL AND withdrawn_by IS NULL AND withdrawn_reason IS NULL) OR (withdrawn_at IS NOT NULL AND withdrawn_by IS NOT NULL AND withdrawn_reason IS NOT NULL)",
            name=op.f("ck_indicator_withdrawal_is_whole"),
        ),
        sa.CheckConstraint("decimals BETWEEN 0 AND 3", name=op.f("ck_indicator_decimals_are_few")),
        sa.CheckConstraint(
            "every_months IN (1, 3, 6, 12, 24)", name=op.f("ck_indicator_periodicity_known")
        ),
        sa.CheckConstraint(
            "grace_days BETWEEN 0 AND 366", name=op.f("ck_indicator_grace_is_possible")
        ),
        sa.CheckConstraint(
            "target_on > baseline_on", name=op.f("ck_indicator_target_after_baseline")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("code", name=op.f("uq_indicator_code")),
    )
    op.create_table(
        "indicator_step",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_step_indicator_id")
        ),
        sa.PrimaryKeyConstraint("indicator_id", "due", name=op.f("pk_indicator_step")),
    )
    op.create_table(
        "indicator_unit",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_unit_indicator_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_unit_unit_id")),
        sa.PrimaryKeyConstraint("indicator_id", "unit_id", name=op.f("pk_indicator_unit")),
    )
    with op.batch_alter_table("indicator_unit") as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_unit_unit_id"), ["unit_id"], unique=False)
    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "seq = 0 OR reason <> ''", name=op.f("ck_indicator_value_correction_has_a_reason")
        ),
        sa.CheckConstraint(
            "way IN ('page', 'mail', 'file', 'command', 'demonstration')",
            name=op.f("ck_indicator_value_way_known"),
        ),
        sa.CheckConstraint("seq >= 0", name=op.f("ck_indicator_value_seq_from_zero")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_indicator_value_by_id")),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_value_indicator_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_value_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_value")),
        sa.UniqueConstraint(
            "indicator_id",
            "unit_id",
            "period_on",
            "seq",
            name=op.f("uq_indicator_value_indicator_id_unit_id_period_on_seq"),
        ),
    )
    with op.batch_alter_table("indicator_value") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_value_indicator_id"), ["indicator_id"], unique=False
        )
    op.create_table(
        "indicator_dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("raised_by", sa.String(length=160), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=160), nullable=True),
        sa.Column("settled_words", sa.String(length=500), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_indicator_dispute_has_a_reason")),
        sa.CheckConstraint(
            "(settled_at IS NULL AND settled_by IS NULL AND settled_words IS NULL) OR (settled_at IS NOT NULL AND settled_by IS NOT NULL AND settled_words IS NOT NULL)",
            name=op.f("ck_indicator_dispute_settling_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["person.id"], name=op.f("fk_indicator_dispute_raised_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["value_id"], ["indicator_value.id"], name=op.f("fk_indicator_dispute_value_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_dispute")),
    )
    with op.batch_alter_table("indicator_dispute") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_dispute_value_id"), ["value_id"], unique=False
        )
        batch_op.create_index(
            "uq_indicator_dispute_open",
            ["value_id"],
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
    op.create_table(
        "indicator_dossier",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_indicator_dossier_dossier_id")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_dossier_indicator_id")
        ),
        sa.PrimaryKeyConstraint("indicator_id", "dossier_id", name=op.f("pk_indicator_dossier")),
    )
    with op.batch_alter_table("indicator_dossier") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_dossier_dossier_id"), ["dossier_id"], unique=False
        )


def downgrade() -> None:
    raise RuntimeError("This migration is not undone: restore the copy made before it instead.")
