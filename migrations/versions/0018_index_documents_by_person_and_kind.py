"""Find the later documents of a kind for a membership by one index: by kind alone SQLite read them all."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_documents_membership_id_kind", "documents", ["membership_id", "kind"])
    op.drop_index("ix_documents_membership_id", "documents")


def downgrade() -> None:
    op.create_index("ix_documents_membership_id", "documents", ["membership_id"])
    op.drop_index("ix_documents_membership_id_kind", "documents")
