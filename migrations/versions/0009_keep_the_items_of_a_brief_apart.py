"""Keep the items of a brief apart"""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard, unguard

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_PARTS = "'changed', 'slipped', 'awaits', 'unread', 'silent', 'unreached', 'asked'"


def upgrade() -> None:
    op.create_table(
        "brief_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("brief_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.String(length=60), nullable=False),
        sa.Column("line", sa.String(length=60), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint("content <> ''", name=op.f("ck_brief_item_content_is_there")),
        sa.CheckConstraint(f"part IN ({_PARTS})", name=op.f("ck_brief_item_part_known")),
        sa.ForeignKeyConstraint(["brief_id"], ["brief.id"], name=op.f("fk_brief_item_brief_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brief_item")),
    )
    op.create_index(op.f("ix_brief_item_brief_id"), "brief_item", ["brief_id"])
    guard("brief_item")
    # Which answer corrects another is asked of every answer of the plan.
    op.create_index(op.f("ix_commitment_update_corrects_id"), "commitment_update", ["corrects_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_commitment_update_corrects_id"), "commitment_update")
    unguard("brief_item")
    op.drop_table("brief_item")
