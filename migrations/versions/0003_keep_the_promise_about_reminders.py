"""Keep the promise about reminders"""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard, unguard
from tracker.db import UtcDateTime

revision = "0003"
down_revision = "0002"
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
    _messages()
    _slots()
    _raising()
    _opt_outs()
    _feeds()
    _pulse()
    _add("revision", "facts", sa.Integer(), "DEFAULT 1 NOT NULL")
    unguard("commitment_update")
    _add("commitment_update", "opened_at", UtcDateTime())
    guard(
        "commitment_update",
        updatable=("withdrawn_at", "withdrawn_by"),
        columns=_KEPT_OF_AN_UPDATE,
    )


def _messages() -> None:
    """Its constraints change: the table is rebuilt on SQLite."""
    states = (
        "'planned', 'sending', 'sent', 'deposited', 'deferred', 'refused', 'unknown', 'missed', "
        "'cancelled'"
    )
    kinds = (
        "'weekly', 'duty', 'invitation', 'password', 'address', 'address_notice', 'question', "
        "'relief', 'raised', 'test'"
    )
    checks = {
        "state_known": f"state IN ({states})",
        "kind_known": f"kind IN ({kinds})",
        "slot_has_its_kind": "kind IN ('weekly', 'duty') OR slot_id IS NULL",
        "data_started_is_decided": "data_started_at IS NULL OR state NOT IN "
        "('planned', 'deferred', 'cancelled', 'missed')",
        "bounced_was_accepted": "bounced_at IS NULL OR sent_at IS NOT NULL",
    }
    gone = ("state_known", "kind_known", "slot_is_weekly", "data_started_is_decided")
    with op.batch_alter_table("message") as batch_op:
        for name in gone:
            batch_op.drop_constraint(op.f(f"ck_message_{name}"), type_="check")
        batch_op.add_column(sa.Column("bounced_at", UtcDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("bounce_reason", sa.String(500), nullable=False, server_default="")
        )
        for name, condition in checks.items():
            batch_op.create_check_constraint(op.f(f"ck_message_{name}"), condition)


def _slots() -> None:
    with op.batch_alter_table("reminder_slot") as batch_op:
        batch_op.drop_constraint(op.f("ck_reminder_slot_rule_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_reminder_slot_rule_known"), "rule IN ('weekly', 'daily')"
        )
    _add("action_plan", "own_day", sa.Boolean(), "DEFAULT false NOT NULL")


def _raising() -> None:
    op.create_table(
        "raising_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("announced_at", UtcDateTime(), nullable=False),
        sa.Column("announced_by", sa.Integer(), nullable=True),
        sa.Column("words_fr", sa.Text(), nullable=False),
        sa.Column("words_en", sa.Text(), nullable=False),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("sentence_by", sa.String(length=160), nullable=True),
        sa.Column("sentence_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("decided_by", sa.String(length=160), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "step IN ('head', 'director')", name=op.f("ck_raising_proposal_step_known")
        ),
        sa.CheckConstraint(
            "outcome IN ('released', 'withdrawn', 'answered')",
            name=op.f("ck_raising_proposal_outcome_known"),
        ),
        sa.CheckConstraint("words_fr <> ''", name=op.f("ck_raising_proposal_words_are_there")),
        sa.CheckConstraint(
            _whole("sentence_by", "sentence_at"), name=op.f("ck_raising_proposal_sentence_is_whole")
        ),
        sa.CheckConstraint(
            _whole("outcome", "decided_by", "decided_at"),
            name=op.f("ck_raising_proposal_decision_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["announced_by"], ["message.id"], name=op.f("fk_raising_proposal_announced_by")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_raising_proposal_commitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raising_proposal")),
        sa.UniqueConstraint(
            "commitment_id", "step", "due", name=op.f("uq_raising_proposal_commitment_id_step_due")
        ),
    )
    op.create_index(
        op.f("ix_raising_proposal_commitment_id"), "raising_proposal", ["commitment_id"]
    )


def _opt_outs() -> None:
    op.create_table(
        "opt_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("handled_at", UtcDateTime(), nullable=True),
        sa.Column("handled_by", sa.String(length=160), nullable=True),
        sa.CheckConstraint("way IN ('one_click', 'page')", name=op.f("ck_opt_out_way_known")),
        sa.CheckConstraint(
            _whole("handled_at", "handled_by"), name=op.f("ck_opt_out_handling_is_whole")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_opt_out_message_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_opt_out_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_out")),
    )
    op.create_index(
        "uq_opt_out_open",
        "opt_out",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )


def _feeds() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=160), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_by", sa.String(length=160), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (unit_id IS NULL)", name=op.f("ck_calendar_feed_of_one")
        ),
        sa.CheckConstraint(
            _whole("revoked_at", "revoked_by"), name=op.f("ck_calendar_feed_revocation_is_whole")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_calendar_feed_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    for column in ("person_id", "unit_id"):
        op.create_index(op.f(f"ix_calendar_feed_{column}"), "calendar_feed", [column])


def _pulse() -> None:
    op.create_table(
        "pulse",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("looked_at", UtcDateTime(), nullable=False),
        sa.Column("host", sa.String(length=120), nullable=False),
        sa.Column("trouble", sa.String(length=40), nullable=False),
        sa.Column("trouble_words", sa.String(length=500), nullable=False),
        sa.Column("trouble_since", UtcDateTime(), nullable=True),
        sa.Column("closed_until", UtcDateTime(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_pulse_single_row")),
        sa.CheckConstraint(
            "(trouble = '') = (trouble_since IS NULL)", name=op.f("ck_pulse_trouble_has_when")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulse")),
    )


def _add(table: str, column: str, type_: sa.types.TypeEngine, rest: str = "") -> None:
    """Add a column without rebuilding the table: both databases can."""
    written = op.get_bind().dialect.type_compiler_instance.process(type_)
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {written} {rest}")


def _whole(*columns: str) -> str:
    none = " AND ".join(f"{column} IS NULL" for column in columns)
    every = " AND ".join(f"{column} IS NOT NULL" for column in columns)
    return f"({none}) OR ({every})"


def downgrade() -> None:
    raise RuntimeError("This migration is not undone: restore the copy made before it instead.")
