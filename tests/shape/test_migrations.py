"""One head, no drift between tables and models, up and down and up again."""

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from portal.app import create_app
from portal.config import Config
from portal.db import db


@pytest.fixture
def fresh(elsewhere: Config) -> Flask:
    """A portal with an empty database of its own."""
    return create_app(elsewhere)


def test_there_is_one_head(portal: Flask) -> None:
    with portal.app_context():
        assert len(ScriptDirectory(portal.extensions["migrate"].directory).get_heads()) == 1


def test_up_down_up_leaves_the_tables_of_the_models(fresh: Flask) -> None:
    with fresh.app_context():
        upgrade()
        check()
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        upgrade()
        assert set(inspect(db.engine).get_table_names()) == {*db.metadata.tables, "alembic_version"}


def test_entries_outlast_the_new_order_of_their_index(fresh: Flask) -> None:
    add = (
        "insert into people (id, email, name, created_at, town, about, links) "
        "values (1, 'a@b.example', 'A', '2026-01-01 00:00:00', '', '', '')",
        "insert into entries (id, person_id, ledger, kind, source, amount, reason, day, quarter, at) "
        "values (7, 1, 'standing', 'award', 'verdict:1', 30, '10 × 3 = 30', '2026-01-01', '2026Q1', "
        "'2026-01-01 00:00:00')",
    )
    with fresh.app_context():
        upgrade()
        with db.engine.begin() as connection:
            for statement in add:
                connection.execute(text(statement))
        kept = _entries()
        assert len(kept) == 1
        for move in (lambda: downgrade(revision="0014"), upgrade):
            move()
            assert _entries() == kept
            for again in (add[1].replace("(7", "(8"), "update entries set amount = 1", "delete from entries"):
                with pytest.raises(DBAPIError), db.engine.begin() as connection:
                    connection.execute(text(again))


def _entries() -> list[object]:
    with db.engine.connect() as connection:
        return list(connection.execute(text("select * from entries")))
