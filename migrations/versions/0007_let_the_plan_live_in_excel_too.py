"""Let the plan live in Excel too"""

import sqlalchemy as sa
from alembic import op

from migrations.findable import put_aside
from migrations.guards import guard, unguard
from tracker.db import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEPT_OF_AN_UPDATE = (
    "id",
    "commitment_id",
    "nonce",
    "answer",
    "said_at",
    "said_on",
    "author_id",
    "author_name",
    "way",
    "link_owner_id",
    "prior_due",
    "done_on",
    "new_due",
    "reason",
    "sentence",
    "link",
    "help_wanted",
    "blocker_unit_id",
    "blocker_words",
    "corrects_id",
    "opened_at",
)


def upgrade() -> None:
    _workbooks()
    _consultations()
    # On an empty database, the search was laid by this very run.
    with put_aside(op.get_bind()):
        _known_words()


def _known_words() -> None:
    """Ways of answers, kinds of mail and of objects: SQLite rebuilds these tables, and loses the
    triggers."""
    unguard("commitment_update")
    _knows("commitment_update", "way", "'page', 'mail', 'file', 'demonstration'")
    guard(
        "commitment_update",
        updatable=("withdrawn_at", "withdrawn_by"),
        columns=_KEPT_OF_AN_UPDATE,
    )
    _knows(
        "message",
        "kind",
        "'weekly', 'duty', 'invitation', 'password', 'address', 'address_notice', 'question', "
        "'relief', 'raised', 'review', 'minutes', 'consulted', 'test'",
    )
    unguard("change")
    _knows(
        "change",
        "object_kind",
        "'plan', 'dossier', 'milestone', 'commitment', 'unit', 'person', 'question', 'review', "
        "'decision', 'survey', 'indicator', 'consultation', 'settings'",
    )
    guard("change")


def _knows(table: str, column: str, words: str) -> None:
    name = op.f(f"ck_{table}_{column}_known")
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"{column} IN ({words})")


def _workbooks() -> None:
    op.create_table(
        "workbook_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("lines >= 0", name=op.f("ck_workbook_export_lines_counted")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_workbook_export_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workbook_export")),
        sa.UniqueConstraint("key", name=op.f("uq_workbook_export_key")),
    )
    with op.batch_alter_table("workbook_export", schema=None) as batch_op:
        batch_op.create_index(
            "ix_workbook_export_plan_id_revision", ["plan_id", "revision"], unique=False
        )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("worked_at", UtcDateTime(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("preview", sa.LargeBinary(), nullable=True),
        sa.Column("applied_at", UtcDateTime(), nullable=True),
        sa.Column("applied_by", sa.String(length=160), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=160), nullable=True),
        sa.CheckConstraint(
            "state NOT IN ('reading', 'applying') OR worked_at IS NOT NULL",
            name=op.f("ck_import_batch_work_has_a_worker"),
        ),
        sa.CheckConstraint(
            "state <> 'ready' OR preview IS NOT NULL",
            name=op.f("ck_import_batch_ready_has_a_preview"),
        ),
        sa.CheckConstraint(
            "state <> 'refused' OR refusal <> ''", name=op.f("ck_import_batch_refused_has_a_reason")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'reading', 'ready', 'refused', 'applying', 'applied', 'undone', 'dropped')",
            name=op.f("ck_import_batch_state_known"),
        ),
        sa.CheckConstraint(
            "(applied_at IS NULL AND applied_by IS NULL) OR (applied_at IS NOT NULL AND applied_by IS NOT NULL)",
            name=op.f("ck_import_batch_application_is_whole"),
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL AND undone_by IS NULL) OR (undone_at IS NOT NULL AND undone_by IS NOT NULL)",
            name=op.f("ck_import_batch_undoing_is_whole"),
        ),
        sa.CheckConstraint(
            "done >= 0 AND total >= 0", name=op.f("ck_import_batch_progress_counted")
        ),
        sa.CheckConstraint(
            "undone_at IS NULL OR applied_at IS NOT NULL",
            name=op.f("ck_import_batch_undone_was_applied"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_import_batch_by_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_import_batch_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "import_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("object_kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("fate", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "deed IN ('changed', 'created', 'answered', 'lead', 'contributor', 'contact')",
            name=op.f("ck_import_step_deed_known"),
        ),
        sa.CheckConstraint("fate IN ('undone', 'kept')", name=op.f("ck_import_step_fate_known")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_step_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_step")),
        sa.UniqueConstraint("batch_id", "seq", name=op.f("uq_import_step_batch_id_seq")),
    )


def _consultations() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=160), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.String(length=160), nullable=True),
        sa.CheckConstraint(
            "audience IN ('citizens', 'partners', 'business', 'boroughs', 'employees')",
            name=op.f("ck_consultation_audience_known"),
        ),
        sa.CheckConstraint(
            "closed_at IS NULL OR summary <> ''", name=op.f("ck_consultation_closed_has_a_summary")
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL AND closed_by IS NULL) OR (closed_at IS NOT NULL AND closed_by IS NOT NULL)",
            name=op.f("ck_consultation_closing_is_whole"),
        ),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_consultation_ends_after_it_starts")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_consultation_dossier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_dossier_id"), ["dossier_id"], unique=False
        )

    op.create_table(
        "consultation_unit",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_unit_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_consultation_unit_unit_id")
        ),
        sa.PrimaryKeyConstraint("consultation_id", "unit_id", name=op.f("pk_consultation_unit")),
    )
    with op.batch_alter_table("consultation_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "consultation_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("because", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('retained', 'partly', 'not_retained')",
            name=op.f("ck_consultation_point_outcome_known"),
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('partly', 'not_retained') OR because <> ''",
            name=op.f("ck_consultation_point_set_aside_because"),
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_consultation_point_text_is_there")),
        sa.CheckConstraint("number > 0", name=op.f("ck_consultation_point_numbered_from_one")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_point_consultation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_point")),
        sa.UniqueConstraint(
            "consultation_id", "number", name=op.f("uq_consultation_point_consultation_id_number")
        ),
    )
    op.create_table(
        "consultation_trace",
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_consultation_trace_milestone_id")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["consultation_point.id"], name=op.f("fk_consultation_trace_point_id")
        ),
        sa.PrimaryKeyConstraint("point_id", "milestone_id", name=op.f("pk_consultation_trace")),
    )
    with op.batch_alter_table("consultation_trace", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_trace_milestone_id"), ["milestone_id"], unique=False
        )

    op.create_table(
        "consultation_waiver",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_by", sa.String(length=160), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_consultation_waiver_reason_is_there")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_consultation_waiver_dossier_id")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_consultation_waiver_given_by_id")
        ),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_consultation_waiver")),
    )


def downgrade() -> None:
    raise RuntimeError("This migration is not undone: restore the copy made before it instead.")
