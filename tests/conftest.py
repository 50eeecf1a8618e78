"""The portal under test, with a database that each test finds as new."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, scoped_session
from werkzeug.test import TestResponse

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.db import db, may_write
from portal.domain.people import sign_ins
from portal.models.person import Person
from tests.support import page_lint, postgresql

NOW = datetime(2026, 2, 11, 9, 0, tzinfo=UTC)


WRITES = re.compile(r"^\s*(insert|update|delete)\b|\bfor (no key )?(update|share)\b", re.IGNORECASE)
WANTED = os.environ.get("PORTAL_TEST_DATABASE", "sqlite")
DATABASES = ["sqlite", "postgresql"] if WANTED == "both" else [WANTED]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server; `PORTAL_TEST_DATABASE_URL` names one that runs already."""
    if address := os.environ.get("PORTAL_TEST_DATABASE_URL"):
        yield address.rsplit("/", 1)[0] + "/%s"
        return
    programs = postgresql.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here: no initdb")
    with postgresql.server(programs) as address:
        yield address


@pytest.fixture(scope="session", params=DATABASES)
def config(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings under test, on each kind of database that `PORTAL_TEST_DATABASE` asks for."""
    var = tmp_path_factory.mktemp("var")
    return Config(
        mode="test",
        secret_key="a key for tests that is long enough",
        public_url="http://localhost",
        database_url=_database(request, "shared", var),
        var=var,
    )


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, config: Config, tmp_path: Path) -> Config:
    """The same settings with an empty database of the test's own: for migrations, threads and processes."""
    return replace(config, database_url=_database(request, "own", tmp_path), var=tmp_path)


def _database(request: pytest.FixtureRequest, name: str, folder: Path) -> str:
    """Make an empty database of the kind that `config` was asked for; return its address."""
    kind = request.param if hasattr(request, "param") else request.node.callspec.params["config"]
    if kind == "sqlite":
        return f"sqlite:///{folder / 'portal.sqlite'}"
    name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}"
    return postgresql.make(request.getfixturevalue("server"), name)


class Client(FlaskClient):
    """A client whose requests have an app context of their own, as under a server."""

    def sign_in(self, person: Person) -> "Client":
        """Sign in as `person`, without the form."""
        _sign_in, token = sign_ins.begin(person, how="password", address="", browser="", at=clock.now())
        with self.application.app_context(), self.session_transaction() as cookie:
            cookie.clear()
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return self

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; the test's own rows are seen by it, and its rows by the test."""
        db.session.flush()
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        db.session.expire_all()
        if answer.mimetype == "text/html" and answer.status_code not in {301, 302, 303, 308}:
            found = page_lint.faults(answer.text, status=answer.status_code, leads=self._leads)
            assert not found, f"{answer.request.path}: " + "; ".join(found)
        return answer

    def _leads(self, address: str, method: str) -> bool:
        """Whether an address inside the site is answered for `method`; what lies outside is not asked."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/static/"):
            return True
        urls = self.application.url_map.bind("localhost")
        return urls.test(urljoin("/", parts.path), method=method)


@pytest.fixture(scope="session")
def portal(config: Config) -> Flask:
    """The portal, migrated once."""
    app = create_app(config)
    app.test_client_class = Client
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def app(portal: Flask) -> Iterator[Flask]:
    """The portal inside one outer transaction, which is undone after the test."""
    with portal.app_context():
        engine: Engine = db.engine
        connection: Connection = engine.connect()
        outer = connection.begin()
        engines = db._app_engines[portal]
        engines[None] = connection  # type: ignore[assignment]
        db.session.configure(join_transaction_mode="create_savepoint")
        event.listen(connection, "before_cursor_execute", _refuse_to_write)
        yield portal
        db.session.remove()
        engines[None] = engine
        outer.rollback()
        connection.close()


def _refuse_to_write(*facts: Any) -> None:
    """Hold what only reads to it, on either database: inside the outer transaction neither does by itself."""
    assert may_write() or not WRITES.search(facts[2]), f"written by what only reads: {facts[2]}"


@pytest.fixture
def apart(elsewhere: Config) -> Flask:
    """A portal with a database of its own, where transactions are real."""
    app = create_app(elsewhere)
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def own(apart: Flask) -> Iterator[Flask]:
    """The same, inside its context: what is written for good, other processes see too."""
    with apart.app_context():
        yield apart
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> scoped_session[Session]:
    """The database session of the test."""
    return db.session


@pytest.fixture
def client(app: Flask) -> Client:
    """A browser without a window, not signed in."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client
