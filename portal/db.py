"""The base class, the column types, the connection; the only place that commits."""

import enum
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from types import ModuleType
from typing import Any, TypeVar, TypeVarTuple

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, Enum, MetaData, String, TypeDecorator, event
from sqlalchemy.engine import Connection, CursorResult, Dialect
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.selectable import TypedReturnsRows

try:
    from pysqlite3 import dbapi2 as _newer  # type: ignore[import-untyped, unused-ignore]
except ImportError:
    _newer = None

sqlite: ModuleType = _newer or sqlite3
T = TypeVar("T")
Columns = TypeVarTuple("Columns")

_may_write: ContextVar[bool] = ContextVar("may_write", default=True)

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base of every table."""

    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, always with its zone in Python; a moment without one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(kind: type[enum.StrEnum]) -> Enum:
    """Return a column type that keeps an enum by its value and checks it in the database."""
    return Enum(
        kind,
        name=f"{kind.__name__.lower()}_known",
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


Short = String(200)
Hash = String(64)

db = SQLAlchemy(model_class=Base)


def engine_options(url: str) -> dict[str, Any]:
    """Return what `create_engine` needs for the database at `url`."""
    if url.startswith("sqlite"):
        return {"module": sqlite, "connect_args": {"timeout": 15, "check_same_thread": False}}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 10}


def prepare(engine: Engine) -> None:
    """Give every connection of `engine` its pragmas on SQLite, and transactions that only read."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "checkout", _on_checkout)
        event.listen(engine, "begin", _on_begin)
    else:
        event.listen(engine, "begin", _on_begin_at_server)
        event.listen(engine, "rollback", _on_rollback_at_server)


def _on_connect(connection: Any, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "busy_timeout=15000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("lower", 1, _lower, deterministic=True)
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    record.info["file"] = (path, _identity(path)) if path else None


def _on_checkout(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Let go of a file that is not at its place any more: what is written to it would be lost."""
    if (file := record.info["file"]) and _identity(file[0]) != file[1]:
        raise DisconnectionError


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _lower(text: object) -> object:
    """SQLite's own lower() knows only ASCII; searching for a name in any script needs all letters."""
    return text.lower() if isinstance(text, str) else text


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write() else "BEGIN")


def _on_begin_at_server(connection: Connection) -> None:
    _psycopg(connection).read_only = not may_write()


def _on_rollback_at_server(connection: Connection) -> None:
    """End what could only read by a commit: with a rollback psycopg forgets every statement it prepared."""
    if not connection.invalidated and _psycopg(connection).read_only:
        with suppress(connection.dialect.loaded_dbapi.Error):  # the rollback that follows tells it
            _psycopg(connection).commit()


def _psycopg(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


def may_write() -> bool:
    """Whether a transaction that begins now may write."""
    return _may_write.get()


@contextmanager
def reading() -> Iterator[None]:
    """Run a block whose transactions only read: they wait for no writer, and PostgreSQL refuses a write."""
    with _allowing(writes=False):
        yield


@contextmanager
def writing() -> Iterator[None]:
    """Run a block whose transactions write, inside of one that only reads."""
    with _allowing(writes=True):
        yield


@contextmanager
def _allowing(*, writes: bool) -> Iterator[None]:
    token = _may_write.set(writes)
    try:
        yield
    finally:
        _may_write.reset(token)


def commit() -> None:
    """Make the present transaction last."""
    db.session.commit()


def rollback() -> None:
    """Undo the present transaction."""
    db.session.rollback()


def transaction(work: Callable[[], T]) -> T:
    """Run `work` in one transaction of its own: whole, or not at all."""
    try:
        result = work()
        commit()
    except BaseException:
        rollback()
        raise
    return result


def rows(
    chosen: TypedReturnsRows[*Columns], values: Mapping[str, Any] | None = None
) -> CursorResult[*Columns]:
    """Run a select of plain columns past the ORM, which takes half the time. What waits is flushed."""
    db.session.flush()
    return db.session.connection().execute(chosen, values)


def locked(kind: type[T], id: int) -> T:
    """Return the row with `id`, locked until the transaction ends (`FOR NO KEY UPDATE` on PostgreSQL).

    Rows that only refer to it can be added meanwhile: `FOR UPDATE` would make them wait, and those who
    add them may hold what is wanted next. Raises `NoResultFound` where there is none.
    """
    for_update = {"of": kind, "key_share": True}
    return db.session.get_one(kind, id, with_for_update=for_update, populate_existing=True)


def library() -> str:
    """Return the database library that runs, and its version."""
    if db.engine.dialect.name == "sqlite":
        return f"SQLite {sqlite.sqlite_version} ({sqlite.__name__.split('.')[0]})"
    return f"PostgreSQL {'.'.join(map(str, db.engine.dialect.server_version_info or ()))}"
