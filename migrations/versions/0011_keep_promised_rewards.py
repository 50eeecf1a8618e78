"""Keep the rewards that a revision of the rules promised, as it keeps the activity types."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revisions", sa.Column("rewards", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("revisions", "rewards")
