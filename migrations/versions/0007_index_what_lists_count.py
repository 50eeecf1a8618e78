"""Index what the lists of ambassadors count by."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_memberships_state", "memberships")
    op.drop_index("ix_memberships_cohort", "memberships")
    op.create_index("ix_memberships_state_cohort", "memberships", ["state", "cohort"])


def downgrade() -> None:
    op.drop_index("ix_memberships_state_cohort", "memberships")
    op.create_index("ix_memberships_cohort", "memberships", ["cohort"])
    op.create_index("ix_memberships_state", "memberships", ["state"])
