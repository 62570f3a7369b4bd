"""Let the director review in five minutes"""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard, unguard
from tracker.db import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _briefs()
    _confidence()
    _reviews()
    _decisions()
    _readings()
    for table in ("brief", "confidence", "review_minutes", "reading"):
        guard(table)
    op.execute("ALTER TABLE person ADD COLUMN brief_attached BOOLEAN DEFAULT false NOT NULL")
    _known_words()


def _known_words() -> None:
    """Kinds of mail and of objects: SQLite rebuilds both tables, and loses the triggers."""
    kinds = (
        "'weekly', 'duty', 'invitation', 'password', 'address', 'address_notice', 'question', "
        "'relief', 'raised', 'review', 'minutes', 'test'"
    )
    with op.batch_alter_table("message") as batch_op:
        batch_op.drop_constraint(op.f("ck_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_message_kind_known"), f"kind IN ({kinds})")
    objects = (
        "'plan', 'dossier', 'milestone', 'commitment', 'unit', 'person', 'question', 'review', "
        "'decision', 'settings'"
    )
    unguard("change")
    with op.batch_alter_table("change") as batch_op:
        batch_op.drop_constraint(op.f("ck_change_object_kind_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_change_object_kind_known"), f"object_kind IN ({objects})"
        )
    guard("change")


def _briefs() -> None:
    op.create_table(
        "brief",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("headline_fr", sa.String(length=400), nullable=False),
        sa.Column("headline_en", sa.String(length=400), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint("content <> ''", name=op.f("ck_brief_content_is_there")),
        sa.CheckConstraint("number > 0", name=op.f("ck_brief_numbered_from_one")),
        sa.CheckConstraint("since < day", name=op.f("ck_brief_since_is_before")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_brief_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brief")),
        sa.UniqueConstraint("plan_id", "day", name=op.f("uq_brief_plan_id_day")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_brief_plan_id_number")),
    )


def _confidence() -> None:
    op.create_table(
        "confidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.CheckConstraint(
            "level IN ('secured', 'achievable', 'support_needed', 'compromised')",
            name=op.f("ck_confidence_level_known"),
        ),
        sa.CheckConstraint("sentence <> ''", name=op.f("ck_confidence_sentence_is_there")),
        sa.CheckConstraint(
            "source = 'assessed' OR unit_id IS NOT NULL",
            name=op.f("ck_confidence_declared_by_a_unit"),
        ),
        sa.CheckConstraint(
            "source IN ('declared', 'assessed')", name=op.f("ck_confidence_source_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_confidence_by_id")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_confidence_dossier_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_confidence_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidence")),
    )
    with op.batch_alter_table("confidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confidence_dossier_id"), ["dossier_id"], unique=False)


def _reviews() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("minutes_long", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=160), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=True),
        sa.Column("begun_by", sa.String(length=160), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=160), nullable=True),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_by", sa.String(length=160), nullable=True),
        sa.Column("cancelled_reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "(begun_at IS NULL AND begun_by IS NULL) OR (begun_at IS NOT NULL AND begun_by IS NOT NULL)",
            name=op.f("ck_review_beginning_is_whole"),
        ),
        sa.CheckConstraint(
            "(cancelled_at IS NULL AND cancelled_by IS NULL AND cancelled_reason IS NULL) OR (cancelled_at IS NOT NULL AND cancelled_by IS NOT NULL AND cancelled_reason IS NOT NULL)",
            name=op.f("ck_review_cancelling_is_whole"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL AND ended_by IS NULL) OR (ended_at IS NOT NULL AND ended_by IS NOT NULL)",
            name=op.f("ck_review_end_is_whole"),
        ),
        sa.CheckConstraint(
            "cancelled_at IS NULL OR begun_at IS NULL", name=op.f("ck_review_cancelled_never_began")
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR begun_at IS NOT NULL", name=op.f("ck_review_ended_was_begun")
        ),
        sa.CheckConstraint(
            "minutes_long BETWEEN 5 AND 480", name=op.f("ck_review_length_is_possible")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_review_numbered_from_one")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_review_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_review_plan_id_number")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_held_on"), ["held_on"], unique=False)
        batch_op.create_index(
            "uq_review_in_session",
            ["plan_id"],
            unique=True,
            sqlite_where=sa.text("begun_at IS NOT NULL AND ended_at IS NULL"),
            postgresql_where=sa.text("begun_at IS NOT NULL AND ended_at IS NULL"),
        )
    op.create_table(
        "review_guest",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_review_guest_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_guest_review_id")
        ),
        sa.PrimaryKeyConstraint("review_id", "person_id", name=op.f("pk_review_guest")),
    )
    with op.batch_alter_table("review_guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_guest_person_id"), ["person_id"], unique=False)
    op.create_table(
        "review_minutes",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint("content <> ''", name=op.f("ck_review_minutes_content_is_there")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_minutes_review_id")
        ),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_review_minutes")),
    )
    op.create_table(
        "review_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("written_by", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_review_note_dossier_id")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_note_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_note")),
    )
    with op.batch_alter_table("review_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_note_review_id"), ["review_id"], unique=False)
        batch_op.create_index(
            "uq_review_note_general",
            ["review_id"],
            unique=True,
            sqlite_where=sa.text("dossier_id IS NULL"),
            postgresql_where=sa.text("dossier_id IS NULL"),
        )
        batch_op.create_index(
            "uq_review_note_of_dossier",
            ["review_id", "dossier_id"],
            unique=True,
            sqlite_where=sa.text("dossier_id IS NOT NULL"),
            postgresql_where=sa.text("dossier_id IS NOT NULL"),
        )


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_unit_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("waited_since", sa.Date(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_by", sa.String(length=160), nullable=False),
        sa.Column("tell_since", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.String(length=160), nullable=True),
        sa.Column("closed_words", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "outcome <> 'dropped' OR closed_words <> ''",
            name=op.f("ck_decision_dropped_has_a_reason"),
        ),
        sa.CheckConstraint(
            "outcome IN ('done', 'dropped')", name=op.f("ck_decision_outcome_known")
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_decision_text_is_there")),
        sa.CheckConstraint(
            "(outcome IS NULL AND closed_at IS NULL AND closed_on IS NULL AND closed_by IS NULL) OR (outcome IS NOT NULL AND closed_at IS NOT NULL AND closed_on IS NOT NULL AND closed_by IS NOT NULL)",
            name=op.f("ck_decision_closing_is_whole"),
        ),
        sa.CheckConstraint(
            "(owner_id IS NULL) <> (owner_unit_id IS NULL)", name=op.f("ck_decision_one_owner")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_decision_numbered_from_one")),
        sa.CheckConstraint(
            "waited_since <= taken_on", name=op.f("ck_decision_awaited_before_it_is_taken")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_decision_dossier_id")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_decision_milestone_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_decision_owner_id")),
        sa.ForeignKeyConstraint(
            ["owner_unit_id"], ["unit.id"], name=op.f("fk_decision_owner_unit_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_decision_plan_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_decision_review_id")),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["person.id"], name=op.f("fk_decision_taken_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_decision_plan_id_number")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_milestone_id"), ["milestone_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_decision_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_decision_owner_unit_id"), ["owner_unit_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_decision_review_id"), ["review_id"], unique=False)


def _readings() -> None:
    op.create_table(
        "reading",
        sa.Column("update_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_reading_by_id")),
        sa.ForeignKeyConstraint(
            ["update_id"], ["commitment_update.id"], name=op.f("fk_reading_update_id")
        ),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_reading")),
    )


def downgrade() -> None:
    raise RuntimeError("This migration is not undone: restore the copy made before it instead.")
