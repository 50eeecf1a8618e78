"""Transactions that only read: what they may not do, and what they leave prepared."""

from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import InternalError

from portal.db import db, reading, rollback, rows, writing
from portal.models.program import Program

OFTEN = 8  # psycopg prepares what it has sent five times


@pytest.fixture
def real(own: Flask) -> None:
    """A portal on PostgreSQL, whose transactions are real."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite prepares nothing at a server, and a request that only reads undoes its writes")


def rename() -> str:
    db.session.execute(text("update programs set name = 'Another'"))
    return str(db.session.scalar(select(Program.name)))


@pytest.mark.usefixtures("real")
def test_what_only_reads_cannot_write() -> None:
    with reading(), pytest.raises(InternalError, match="read-only transaction"):
        rename()
    rollback()
    with reading(), writing():
        assert rename() == "Another"
    rollback()
    assert rename() == "Another"


@pytest.mark.usefixtures("app")
def test_every_test_holds_what_only_reads_to_it() -> None:
    with reading(), pytest.raises(AssertionError, match="written by what only reads"):
        rename()
    assert rename() == "Another"


def prepared(asked: str, block: AbstractContextManager[None]) -> int:
    """How many statements that say `asked` are prepared, after transactions of one connection sent it."""
    with block:
        for _ in range(OFTEN):
            rows(text(f"select 1 as {asked}"))
            rollback()
    kept = text("select count(*) from pg_prepared_statements where statement = :asked")
    return int(rows(kept, {"asked": f"select 1 as {asked}"}).scalar_one())


@pytest.mark.usefixtures("real")
def test_what_is_read_often_stays_prepared() -> None:
    assert prepared("reading", reading()) == 1
    assert prepared("writing", writing()) == 0
