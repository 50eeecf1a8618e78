"""Keep with each score the weight that its line had, so that old sums stay explained."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scores", sa.Column("weight", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("scores", "weight")
