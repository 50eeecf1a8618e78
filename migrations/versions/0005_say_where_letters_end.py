"""Say in a letter where letters of its kind are ended."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letters", sa.Column("leave", sa.String(500)))


def downgrade() -> None:
    op.drop_column("letters", "leave")
