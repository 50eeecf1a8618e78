"""Print every document: more kinds, for the whole program too, with words and choices of their own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

FIRST = ("pack", "agreement")
KINDS = (
    *FIRST,
    "napkin",
    "criteria",
    "calendar",
    "certificate",
    "farewell",
    "statement",
    "badges",
    "report",
    "slips",
    "labels",
)
# Sheets name both others, so that they go first and come last.
TABLES = ("print_runs", "documents", "sheets")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _alter(KINDS)
        for table, column in (("documents", "person_id"), ("sheets", "membership_id")):
            op.alter_column(table, column, nullable=True)
    else:
        _rebuild(KINDS, for_all=True)
    # JSONB can be compared, so that the tests see whether tables and models agree on the default.
    kept = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("print_runs", sa.Column("choices", kept, nullable=False, server_default="{}"))
    op.add_column(
        "documents", sa.Column("made_from", sa.String(200), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("sheets", sa.Column("token", sa.String(16), nullable=False, server_default=sa.text("''")))
    op.add_column("sheets", sa.Column("claimed_at", sa.DateTime(timezone=True)))
    op.create_index(op.f("ix_sheets_document_id"), "sheets", ["document_id"])
    op.add_column("revisions", sa.Column("napkin", sa.JSON()))
    op.create_table(
        "wordings",
        sa.Column("kind", _kind(KINDS), nullable=False),
        sa.Column("passage", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_wordings_by_id")),
        sa.PrimaryKeyConstraint("kind", "passage", name=op.f("pk_wordings")),
    )
    op.create_table(
        "signatories",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(200), nullable=False),
        sa.CheckConstraint("position between 1 and 3", name=op.f("ck_signatories_three_at_most")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_signatories")),
    )
    _ask_about_napkins()


def downgrade() -> None:
    op.drop_table("napkin_answers")
    op.drop_table("signatories")
    op.drop_table("wordings")
    op.drop_column("revisions", "napkin")
    op.drop_index(op.f("ix_sheets_document_id"), "sheets")
    for table, column in (
        ("sheets", "claimed_at"),
        ("sheets", "token"),
        ("documents", "made_from"),
        ("print_runs", "choices"),
    ):
        op.drop_column(table, column)
    op.execute(
        "delete from sheets where run_id in "
        "(select id from print_runs where kind not in ('pack', 'agreement'))"
    )
    op.execute("delete from print_runs where kind not in ('pack', 'agreement')")
    op.execute("delete from documents where kind not in ('pack', 'agreement')")
    if op.get_bind().dialect.name == "postgresql":
        _alter(FIRST)
        for table, column in (("documents", "person_id"), ("sheets", "membership_id")):
            op.alter_column(table, column, nullable=False)
    else:
        _rebuild(FIRST, for_all=False)


def _ask_about_napkins() -> None:
    op.create_table(
        "napkin_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("does", sa.Text(), nullable=False),
        sa.Column("gets", sa.Text(), nullable=False),
        sa.Column("by_when", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("knew", sa.Boolean(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "marked_at is null or answered_at is not null",
            name=op.f("ck_napkin_answers_marked_once_answered"),
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_napkin_answers_asked_by_id")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["people.id"], name=op.f("fk_napkin_answers_marked_by_id")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_napkin_answers_membership_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_napkin_answers_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_napkin_answers")),
        sa.UniqueConstraint(
            "revision_id", "membership_id", name=op.f("uq_napkin_answers_revision_id_membership_id")
        ),
    )
    op.create_index(op.f("ix_napkin_answers_membership_id"), "napkin_answers", ["membership_id"])


def _kind(kinds: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*kinds, name="documentkind_known", native_enum=False, create_constraint=True, length=24)


def _alter(kinds: tuple[str, ...]) -> None:
    """Let PostgreSQL know other kinds."""
    known = ", ".join(f"'{kind}'" for kind in kinds)
    for table in ("documents", "print_runs"):
        name = f"ck_{table}_documentkind_known"
        op.execute(f"alter table {table} drop constraint {name}")
        op.execute(f"alter table {table} add constraint {name} check (kind in ({known}))")


def _rebuild(kinds: tuple[str, ...], *, for_all: bool) -> None:
    """Make the tables anew on SQLite, which cannot alter a constraint, and keep their rows."""
    found = sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention)
    found.reflect(op.get_bind(), only=TABLES)
    for table in TABLES:
        op.execute(f"create table kept_{table} as select * from {table}")  # noqa: S608
    for table in reversed(TABLES):
        op.drop_table(table)
    for name in TABLES:
        table = found.tables[name]
        if "kind" in table.c:
            table.constraints = {
                each for each in table.constraints if not str(each.name).endswith("documentkind_known")
            }
            table.c.kind.type = sa.String(24)
            known = ", ".join(f"'{kind}'" for kind in kinds)
            check = sa.CheckConstraint(f"kind IN ({known})", name=op.f(f"ck_{name}_documentkind_known"))
            table.append_constraint(check)
        for column in ("person_id", "membership_id"):
            if column in table.c and (name, column) != ("documents", "membership_id"):
                table.c[column].nullable = for_all
        table.create(op.get_bind())
        columns = ", ".join(column.name for column in table.columns)
        op.execute(f"insert into {name} ({columns}) select {columns} from kept_{name}")  # noqa: S608
        op.execute(f"drop table kept_{name}")
