"""Forget who wants to be shown: there is no page yet that would show them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("people", "shown")


def downgrade() -> None:
    op.add_column("people", sa.Column("shown", sa.Boolean(), nullable=False, server_default=sa.false()))
