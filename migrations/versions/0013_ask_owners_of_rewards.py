"""Remember which letters asked the owner of a reward."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ASKED = ("told_at", "reminded_at")


def upgrade() -> None:
    for column in ASKED:
        op.add_column("redemptions", sa.Column(column, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for column in ASKED:
        op.drop_column("redemptions", column)
