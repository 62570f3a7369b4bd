"""Create the follow-up loop."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard
from tracker.db import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_fr", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("loaded_at", UtcDateTime(), nullable=False),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.Column("approved_by", sa.String(length=160), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("slot_weekday", sa.Integer(), nullable=False),
        sa.Column("slot_time", sa.Time(), nullable=False),
        sa.CheckConstraint(
            "(approved_at IS NULL AND approved_by IS NULL) OR (approved_at IS NOT NULL AND approved_by IS NOT NULL)",
            name=op.f("ck_action_plan_approval_has_who_and_when"),
        ),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_action_plan_ends_after_it_starts")
        ),
        sa.CheckConstraint(
            "slot_weekday BETWEEN 0 AND 6", name=op.f("ck_action_plan_slot_weekday_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
    )
    with op.batch_alter_table("action_plan", schema=None) as batch_op:
        batch_op.create_index(
            "uq_action_plan_current",
            ["is_current"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
        sa.UniqueConstraint("day", name=op.f("uq_closure_day")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("is_persona", sa.Boolean(), nullable=False),
        sa.Column("persona_position", sa.Integer(), nullable=True),
        sa.Column("suspended_at", UtcDateTime(), nullable=True),
        sa.Column("suspended_reason", sa.String(length=300), nullable=True),
        sa.CheckConstraint("locale IN ('fr', 'en')", name=op.f("ck_person_locale_known")),
        sa.CheckConstraint(
            "role IN ('director', 'coordinator', 'administrator', 'reader', 'none')",
            name=op.f("ck_person_role_known"),
        ),
        sa.CheckConstraint(
            "(suspended_at IS NULL AND suspended_reason IS NULL) OR (suspended_at IS NOT NULL AND suspended_reason IS NOT NULL)",
            name=op.f("ck_person_suspension_has_a_reason"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_is_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("bumped_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_revision_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_failure_account_at", ["account", "at"], unique=False)
        batch_op.create_index("ix_sign_in_failure_address_at", ["address", "at"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("gloss_en", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('borough', 'direction', 'bureau', 'department')",
            name=op.f("ck_unit_kind_known"),
        ),
        sa.CheckConstraint("successor_id <> id", name=op.f("ck_unit_successor_is_another")),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name=op.f("fk_unit_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_absence_ends_after_it_starts")),
        sa.CheckConstraint(
            "substitute_id <> person_id", name=op.f("ck_absence_substitute_is_another")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["person.id"], name=op.f("fk_absence_substitute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_person_id"), ["person_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.CheckConstraint("rank >= 0", name=op.f("ck_contact_rank_from_zero")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_contact_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("unit_id", "person_id", name=op.f("uq_contact_unit_id_person_id")),
        sa.UniqueConstraint("unit_id", "rank", name=op.f("uq_contact_unit_id_rank")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_person_id"), ["person_id"], unique=False)

    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_fr", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("short_fr", sa.String(length=40), nullable=False),
        sa.Column("short_en", sa.String(length=40), nullable=False),
        sa.Column("bureau_role", sa.String(length=20), nullable=False),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "bureau_role IN ('lead', 'collaborator', 'targeted', 'mandate')",
            name=op.f("ck_dossier_bureau_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_unit_id"], ["unit.id"], name=op.f("fk_dossier_lead_unit_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_dossier_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_dossier_plan_id_code")),
    )
    op.create_table(
        "one_use_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("purpose IN ('password')", name=op.f("ck_one_use_link_purpose_known")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_one_use_link_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_use_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_use_link_token_hash")),
    )
    op.create_table(
        "reminder_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("nominal_on", sa.Date(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("sent_for", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('planned', 'skipped', 'missed')",
            name=op.f("ck_reminder_slot_outcome_known"),
        ),
        sa.CheckConstraint("rule IN ('weekly')", name=op.f("ck_reminder_slot_rule_known")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_reminder_slot_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_slot")),
        sa.UniqueConstraint(
            "plan_id", "rule", "nominal_on", name=op.f("uq_reminder_slot_plan_id_rule_nominal_on")
        ),
    )
    op.create_table(
        "unit_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=160), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_alias_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_alias")),
        sa.UniqueConstraint("key", name=op.f("uq_unit_alias_key")),
    )
    op.create_table(
        "unit_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("short", sa.String(length=40), nullable=False),
        sa.Column("long_form", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_name_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_name")),
        sa.UniqueConstraint("unit_id", "valid_from", name=op.f("uq_unit_name_unit_id_valid_from")),
    )
    op.create_table(
        "user_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_user_session_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("data_started_at", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("to_name", sa.String(length=160), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("composed_for", sa.Date(), nullable=True),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(state = 'sending') = (lease_until IS NOT NULL)",
            name=op.f("ck_message_lease_while_sending"),
        ),
        sa.CheckConstraint(
            "(state IN ('sent', 'deposited')) = (sent_at IS NOT NULL)",
            name=op.f("ck_message_accepted_has_when"),
        ),
        sa.CheckConstraint(
            "data_started_at IS NULL OR (body_text <> '' AND body_html <> '')",
            name=op.f("ck_message_frozen_text_is_kept"),
        ),
        sa.CheckConstraint(
            "data_started_at IS NULL OR state NOT IN ('planned', 'deferred', 'cancelled')",
            name=op.f("ck_message_data_started_is_decided"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'sending', 'sent', 'deposited', 'deferred', 'refused', 'unknown', 'cancelled')",
            name=op.f("ck_message_state_known"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_person_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["reminder_slot.id"], name=op.f("fk_message_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("message_id", name=op.f("uq_message_message_id")),
        sa.UniqueConstraint("slot_id", "person_id", name=op.f("uq_message_slot_id_person_id")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_message_state_next", ["state", "next_try_at"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title_fr", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("baseline_due", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=160), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "kind IN ('consultation', 'deliverable', 'milestone', 'decision', 'wave')",
            name=op.f("ck_milestone_kind_known"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL AND withdrawn_by IS NULL AND withdrawn_reason IS NULL) OR (withdrawn_at IS NOT NULL AND withdrawn_by IS NOT NULL AND withdrawn_reason IS NOT NULL)",
            name=op.f("ck_milestone_withdrawal_is_whole"),
        ),
        sa.CheckConstraint(
            "baseline_due >= starts_on", name=op.f("ck_milestone_due_after_it_starts")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_milestone_dossier_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_milestone_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_milestone_plan_id_code")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "skip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_skip_person_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["reminder_slot.id"], name=op.f("fk_skip_slot_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_skip_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skip")),
        sa.UniqueConstraint("slot_id", "person_id", name=op.f("uq_skip_slot_id_person_id")),
        sa.UniqueConstraint("slot_id", "unit_id", name=op.f("uq_skip_slot_id_unit_id")),
    )
    op.create_table(
        "baseline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("frozen_at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=160), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "seq = 0 OR reason IS NOT NULL", name=op.f("ck_baseline_correction_has_a_reason")
        ),
        sa.CheckConstraint("seq >= 0", name=op.f("ck_baseline_seq_from_zero")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_baseline_milestone_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baseline")),
        sa.UniqueConstraint("milestone_id", "seq", name=op.f("uq_baseline_milestone_id_seq")),
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("forecast_due", sa.Date(), nullable=True),
        sa.Column("live_update_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("postponements", sa.Integer(), nullable=False),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("help_wanted", sa.Boolean(), nullable=False),
        sa.Column("asked_since", sa.Date(), nullable=True),
        sa.Column("asked_last", sa.Date(), nullable=True),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("released_by", sa.String(length=160), nullable=True),
        sa.Column("released_reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "answer IN ('done', 'on_track', 'postponed', 'blocked')",
            name=op.f("ck_commitment_answer_known"),
        ),
        sa.CheckConstraint(
            "role = 'contributor' OR forecast_due IS NOT NULL",
            name=op.f("ck_commitment_lead_forecasts"),
        ),
        sa.CheckConstraint(
            "role IN ('lead', 'contributor')", name=op.f("ck_commitment_role_known")
        ),
        sa.CheckConstraint(
            "(live_update_id IS NULL AND answer IS NULL AND answered_on IS NULL) OR (live_update_id IS NOT NULL AND answer IS NOT NULL AND answered_on IS NOT NULL)",
            name=op.f("ck_commitment_live_answer_is_whole"),
        ),
        sa.CheckConstraint(
            "(released_at IS NULL AND released_by IS NULL AND released_reason IS NULL) OR (released_at IS NOT NULL AND released_by IS NOT NULL AND released_reason IS NOT NULL)",
            name=op.f("ck_commitment_release_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["live_update_id"],
            ["commitment_update.id"],
            name=op.f("fk_commitment_live_update_id"),
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_commitment_milestone_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_commitment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint(
            "milestone_id", "unit_id", name=op.f("uq_commitment_milestone_id_unit_id")
        ),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_commitment_live_lead",
            ["milestone_id"],
            unique=True,
            sqlite_where=sa.text("role = 'lead' AND released_at IS NULL"),
            postgresql_where=sa.text("role = 'lead' AND released_at IS NULL"),
        )

    op.create_table(
        "mail_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("misdirected_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_mail_link_message_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mail_link_token_hash")),
    )
    with op.batch_alter_table("mail_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_link_message_id"), ["message_id"], unique=False)

    op.create_table(
        "message_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_event_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_event")),
    )
    with op.batch_alter_table("message_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_event_message_id"), ["message_id"], unique=False
        )

    op.create_table(
        "commitment_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("said_at", UtcDateTime(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_name", sa.String(length=160), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("link_owner_id", sa.Integer(), nullable=True),
        sa.Column("prior_due", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("new_due", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=1000), nullable=False),
        sa.Column("help_wanted", sa.Boolean(), nullable=False),
        sa.Column("blocker_unit_id", sa.Integer(), nullable=True),
        sa.Column("blocker_words", sa.String(length=200), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=160), nullable=True),
        sa.CheckConstraint(
            "answer <> 'blocked' OR ((blocker_unit_id IS NULL) <> (blocker_words = ''))",
            name=op.f("ck_commitment_update_blocked_by_one"),
        ),
        sa.CheckConstraint(
            "answer <> 'done' OR (done_on IS NOT NULL AND (sentence <> '' OR link <> ''))",
            name=op.f("ck_commitment_update_done_has_date_and_evidence"),
        ),
        sa.CheckConstraint(
            "answer <> 'postponed' OR (new_due IS NOT NULL AND reason IS NOT NULL)",
            name=op.f("ck_commitment_update_postponed_has_date_and_reason"),
        ),
        sa.CheckConstraint(
            "answer IN ('done', 'on_track', 'postponed', 'blocked')",
            name=op.f("ck_commitment_update_answer_known"),
        ),
        sa.CheckConstraint(
            "reason IN ('supplier', 'decision', 'staffing', 'dependency', 'winter', 'other')",
            name=op.f("ck_commitment_update_reason_known"),
        ),
        sa.CheckConstraint(
            "way IN ('page', 'mail', 'demonstration')", name=op.f("ck_commitment_update_way_known")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL AND withdrawn_by IS NULL) OR (withdrawn_at IS NOT NULL AND withdrawn_by IS NOT NULL)",
            name=op.f("ck_commitment_update_withdrawal_is_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_commitment_update_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["blocker_unit_id"], ["unit.id"], name=op.f("fk_commitment_update_blocker_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_commitment_update_commitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["commitment_update.id"], name=op.f("fk_commitment_update_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["link_owner_id"], ["person.id"], name=op.f("fk_commitment_update_link_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_update")),
        sa.UniqueConstraint("nonce", name=op.f("uq_commitment_update_nonce")),
    )
    with op.batch_alter_table("commitment_update", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commitment_update_blocker_unit_id"), ["blocker_unit_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commitment_update_commitment_id"), ["commitment_id"], unique=False
        )
        batch_op.create_index("ix_commitment_update_said_at", ["said_at"], unique=False)

    op.create_table(
        "message_item",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_message_item_commitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_item_message_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "commitment_id", name=op.f("pk_message_item")),
    )
    with op.batch_alter_table("message_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_item_commitment_id"), ["commitment_id"], unique=False
        )

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("answered_by_update_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(commitment_id IS NULL) <> (dossier_id IS NULL)",
            name=op.f("ck_question_on_one_thing_only"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_update_id"],
            ["commitment_update.id"],
            name=op.f("fk_question_answered_by_update_id"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_question_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_question_commitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_question_dossier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_commitment_id"), ["commitment_id"], unique=False
        )

    if op.get_bind().dialect.name == "postgresql":
        op.create_foreign_key(
            "fk_commitment_live_update_id",
            "commitment",
            "commitment_update",
            ["live_update_id"],
            ["id"],
        )
    guard("baseline")
    guard("message_event")
    guard(
        "commitment_update",
        updatable=("withdrawn_at", "withdrawn_by"),
        columns=_KEPT_OF_AN_UPDATE,
    )
    op.execute(
        sa.table(
            "revision",
            sa.column("id", sa.Integer),
            sa.column("number", sa.Integer),
            sa.column("bumped_at", UtcDateTime()),
        )
        .insert()
        .values(id=1, number=1, bumped_at=datetime(2015, 7, 3, tzinfo=UTC))
    )


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
)


def downgrade() -> None:
    raise RuntimeError("The first migration is not undone: make a new database instead.")
