"""Refuse changes to what is only ever added to: the audit, and acceptances of the agreement."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("audit_entries", "acceptances")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "create function refuse_change() returns trigger language plpgsql as "
            "$$ begin raise exception '% is only ever added to', tg_table_name; end $$"
        )
    for table in TABLES:
        for deed in ("update", "delete"):
            op.execute(_trigger(table, deed))


def downgrade() -> None:
    server = op.get_bind().dialect.name == "postgresql"
    for table in TABLES:
        for deed in ("update", "delete"):
            op.execute(f"drop trigger {table}_no_{deed}" + (f" on {table}" if server else ""))
    if server:
        op.execute("drop function refuse_change()")


def _trigger(table: str, deed: str) -> str:
    if op.get_bind().dialect.name == "postgresql":
        return (
            f"create trigger {table}_no_{deed} before {deed} on {table} "
            "for each row execute function refuse_change()"
        )
    return (
        f"create trigger {table}_no_{deed} before {deed} on {table} "
        f"begin select raise(abort, '{table} is only ever added to'); end"
    )
