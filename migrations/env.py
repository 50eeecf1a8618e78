"""How migrations run: on the portal's own engine, each in one transaction."""

from alembic import context
from flask import current_app

from portal.db import Moment

database = current_app.extensions["migrate"].db


def _plainly(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column types as the plain types they are kept in."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def _compared(_item: object, name: str | None, kind: str, *_more: object) -> bool:
    """Pass over the foreign key that triggers keep on PostgreSQL (migration 0017)."""
    kept = context.get_context().dialect.name == "postgresql" and name == "fk_renewals_close_id"
    return not (kept and kind == "foreign_key_constraint")


def run() -> None:
    """Bring the database to the revision that was asked for."""
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            compare_type=True,
            compare_server_default=True,
            render_as_batch=False,
            render_item=_plainly,
            include_object=_compared,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
