"""Let a real city live in it"""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard
from tracker.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bureau_settings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("city_name", sa.String(length=120), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("default_locale", sa.String(length=2), nullable=False),
        sa.Column("bilingual", sa.Boolean(), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("sender_address", sa.String(length=254), nullable=False),
        sa.Column("footer_fr", sa.String(length=500), nullable=False),
        sa.Column("footer_en", sa.String(length=500), nullable=False),
        sa.Column("set_up_at", UtcDateTime(), nullable=False),
        sa.Column("set_up_by", sa.String(length=160), nullable=False),
        sa.CheckConstraint(
            "default_locale IN ('fr', 'en')", name=op.f("ck_bureau_settings_default_locale_known")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_bureau_settings_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bureau_settings")),
    )
    op.create_table(
        "quiet_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_quiet_period_ends_after_it_starts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiet_period")),
    )
    op.create_table(
        "address_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("old_email", sa.String(length=254), nullable=False),
        sa.Column("new_email", sa.String(length=254), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=160), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('confirmed', 'refused', 'replaced')",
            name=op.f("ck_address_change_outcome_known"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL AND decided_at IS NULL) OR (outcome IS NOT NULL AND decided_at IS NOT NULL)",
            name=op.f("ck_address_change_outcome_has_when"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_address_change_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_change")),
    )
    with op.batch_alter_table("address_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_address_change_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("object_kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "object_kind IN ('plan', 'dossier', 'milestone', 'commitment', 'unit', 'person', 'question', 'settings')",
            name=op.f("ck_change_object_kind_known"),
        ),
        sa.CheckConstraint(
            "way IN ('page', 'mail', 'command', 'file', 'demonstration')",
            name=op.f("ck_change_way_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_change_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_object", ["object_kind", "object_id"], unique=False)

    op.create_table(
        "baseline_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(length=160), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("decided_by", sa.String(length=160), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'refused', 'withdrawn')",
            name=op.f("ck_baseline_proposal_outcome_known"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL AND decided_at IS NULL AND decided_by IS NULL) OR (outcome IS NOT NULL AND decided_at IS NOT NULL AND decided_by IS NOT NULL)",
            name=op.f("ck_baseline_proposal_decision_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_baseline_proposal_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_baseline_proposal_milestone_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baseline_proposal")),
    )
    with op.batch_alter_table("baseline_proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_baseline_proposal_milestone_id"), ["milestone_id"], unique=False
        )
        batch_op.create_index(
            "uq_baseline_proposal_open",
            ["milestone_id"],
            unique=True,
            sqlite_where=sa.text("outcome IS NULL"),
            postgresql_where=sa.text("outcome IS NULL"),
        )

    op.create_table(
        "blocker_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("update_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'promised') = (promised_on IS NOT NULL)",
            name=op.f("ck_blocker_reply_promise_has_day"),
        ),
        sa.CheckConstraint(
            "kind IN ('lifted', 'promised')", name=op.f("ck_blocker_reply_kind_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_blocker_reply_by_id")),
        sa.ForeignKeyConstraint(
            ["update_id"], ["commitment_update.id"], name=op.f("fk_blocker_reply_update_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocker_reply")),
    )
    with op.batch_alter_table("blocker_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocker_reply_update_id"), ["update_id"], unique=False)

    _translations()
    _add("action_plan", "slot_since", UtcDateTime())
    _add(
        "unit",
        "merged_on",
        sa.Date(),
        _check("unit", "merger_is_whole", _whole("successor_id", "merged_on")),
    )
    _leads()
    _messages()
    _questions()
    _one_use_links()
    guard("change")
    guard("blocker_reply")


def _translations() -> None:
    """The French that each English title translates: today's, for those that are there."""
    for table, column, length in (
        ("action_plan", "title_en", 200),
        ("dossier", "name_en", 200),
        ("milestone", "title_en", 300),
    ):
        _add(table, f"{column}_of", sa.String(length), "DEFAULT '' NOT NULL")
        french = column.replace("_en", "_fr")
        op.execute(f"UPDATE {table} SET {column}_of = {french} WHERE {column} <> ''")


def _leads() -> None:
    """A unit that takes over the lead starts at the date that the one before had said."""
    _add("commitment", "took_over_at", UtcDateTime())
    _add(
        "commitment",
        "took_over_due",
        sa.Date(),
        _check(
            "commitment",
            "date_taken_over_has_when",
            "took_over_due IS NULL OR took_over_at IS NOT NULL",
        ),
    )


def _messages() -> None:
    kinds = "'weekly', 'invitation', 'password', 'address', 'address_notice', 'question', 'relief', 'test'"
    _add(
        "message",
        "kind",
        sa.String(20),
        "DEFAULT 'weekly' NOT NULL "
        + _check("message", "kind_known", f"kind IN ({kinds})")
        + _check("message", "slot_is_weekly", "(kind = 'weekly') OR (slot_id IS NULL)"),
    )
    _add("message", "about_id", sa.Integer())


def _questions() -> None:
    _add("question", "answer_text", sa.String(2000), "DEFAULT '' NOT NULL")
    _add("question", "answered_at", UtcDateTime())
    _add(
        "question",
        "answered_by_id",
        sa.Integer(),
        "CONSTRAINT fk_question_answered_by_id REFERENCES person (id)",
    )
    _add(
        "question",
        "answered_by",
        sa.String(160),
        _check("question", "answer_in_words_is_whole", _whole("answered_at", "answered_by")),
    )
    _add("question", "withdrawn_at", UtcDateTime())
    _add(
        "question",
        "withdrawn_by",
        sa.String(160),
        _check("question", "withdrawal_is_whole", _whole("withdrawn_at", "withdrawn_by")),
    )


def _one_use_links() -> None:
    """A code that sets the tool up belongs to nobody: the table is rebuilt on SQLite."""
    purposes = "'password', 'invitation', 'address', 'address_refusal', 'setup'"
    with op.batch_alter_table("one_use_link") as batch_op:
        batch_op.drop_constraint(op.f("ck_one_use_link_purpose_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_one_use_link_purpose_known"), f"purpose IN ({purposes})"
        )
        batch_op.create_check_constraint(
            op.f("ck_one_use_link_setup_is_nobodys"), "(purpose = 'setup') = (person_id IS NULL)"
        )
        batch_op.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("address_change_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_one_use_link_address_change_id"),
            "address_change",
            ["address_change_id"],
            ["id"],
        )


def _add(table: str, column: str, type_: sa.types.TypeEngine, rest: str = "") -> None:
    """Add a column with its constraints, without rebuilding the table: both databases can."""
    written = op.get_bind().dialect.type_compiler_instance.process(type_)
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {written} {rest}")


def _check(table: str, name: str, condition: str) -> str:
    return f" CONSTRAINT ck_{table}_{name} CHECK ({condition})"


def _whole(first: str, second: str) -> str:
    return f"({first} IS NULL) = ({second} IS NULL)"


def downgrade() -> None:
    raise RuntimeError("This migration is not undone: restore the copy made before it instead.")
