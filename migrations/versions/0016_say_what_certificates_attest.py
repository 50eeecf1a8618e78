"""Keep what a certificate attests, so that its page says no more and no less than the paper."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kept = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("documents", sa.Column("attests", kept, nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("documents", "attests")
