"""Link back to applications: further signed links, and twins sent by the same address."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_links")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_links_application_id")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_application_links_token_hash")),
    )
    op.create_index(op.f("ix_application_links_application_id"), "application_links", ["application_id"])
    op.execute(
        "alter table applications add column twin_of_id integer "
        "constraint fk_applications_twin_of_id references applications (id)"
    )


def downgrade() -> None:
    op.execute("alter table applications drop column twin_of_id")
    op.drop_index(op.f("ix_application_links_application_id"), "application_links")
    op.drop_table("application_links")
