"""Keep the rewards that a revision of the rules promised, as it keeps the activity types."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # JSONB can be compared, so that the tests see whether tables and models agree on the default.
    kind = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("revisions", sa.Column("rewards", kind, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("revisions", "rewards")
