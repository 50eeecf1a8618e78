"""Index what the list of applications counts and sorts by, so that a count reads no rows."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

COLUMNS = ["state", "submitted_at", "twin_of_id", "purged_at", "email", "invitation_id", "answer_by"]


def upgrade() -> None:
    op.drop_index("ix_applications_state", "applications")
    op.create_index("ix_applications_listed", "applications", COLUMNS)


def downgrade() -> None:
    op.drop_index("ix_applications_listed", "applications")
    op.create_index("ix_applications_state", "applications", ["state"])
