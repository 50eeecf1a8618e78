"""Remember that the owner of a reward was asked whether it arrived."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("redemptions", sa.Column("asked_after_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("redemptions", "asked_after_at")
