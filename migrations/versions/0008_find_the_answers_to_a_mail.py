"""Find the answers to a mail"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OLD, _NEW = "ix_commitment_update_commitment_id", "ix_commitment_update_commitment_id_said_at"


def upgrade() -> None:
    op.create_index(_NEW, "commitment_update", ["commitment_id", "said_at"])
    op.drop_index(_OLD, "commitment_update")


def downgrade() -> None:
    op.create_index(_OLD, "commitment_update", ["commitment_id"])
    op.drop_index(_NEW, "commitment_update")
