"""Check once for all that the close of renewals exists, and refuse changes to closes."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

REFUSED = ("update", "delete")


def upgrade() -> None:
    for deed in REFUSED:
        op.execute(_trigger(deed))
    if op.get_bind().dialect.name == "postgresql":
        _check_once()


def downgrade() -> None:
    server = op.get_bind().dialect.name == "postgresql"
    if server:
        _check_each()
    for deed in REFUSED:
        op.execute(f"drop trigger quarter_closes_no_{deed}" + (" on quarter_closes" if server else ""))


def _trigger(deed: str) -> str:
    if op.get_bind().dialect.name == "postgresql":
        return (
            f"create trigger quarter_closes_no_{deed} before {deed} on quarter_closes "
            "for each row execute function refuse_change()"
        )
    return (
        f"create trigger quarter_closes_no_{deed} before {deed} on quarter_closes "
        "begin select raise(abort, 'quarter_closes is only ever added to'); end"
    )


def _check_once() -> None:
    """Ask once for each statement what the foreign key asks for each row, 100,000 times for one close.

    As no close can ever be deleted, and no renewal moved to another, no more is to be asked.
    """
    op.execute(
        "create function refuse_unknown_close() returns trigger language plpgsql as $$ begin "
        "if exists (select from added where not exists "
        "(select from quarter_closes where quarter_closes.id = added.close_id)) then "
        "raise foreign_key_violation using message = 'a renewal is of no close'; end if; return null; end $$"
    )
    op.execute(
        "create trigger renewals_of_closes after insert on renewals referencing new table as added "
        "for each statement execute function refuse_unknown_close()"
    )
    op.execute(
        "create trigger renewals_keep_their_close before update of close_id on renewals "
        "for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger quarter_closes_no_truncate before truncate on quarter_closes "
        "for each statement execute function refuse_change()"
    )
    op.drop_constraint("fk_renewals_close_id", "renewals")


def _check_each() -> None:
    op.create_foreign_key("fk_renewals_close_id", "renewals", "quarter_closes", ["close_id"], ["id"])
    op.execute("drop trigger quarter_closes_no_truncate on quarter_closes")
    op.execute("drop trigger renewals_keep_their_close on renewals")
    op.execute("drop trigger renewals_of_closes on renewals")
    op.execute("drop function refuse_unknown_close()")
