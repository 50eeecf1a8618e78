"""One head, no drift between tables and models, up and down and up again."""

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect

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
