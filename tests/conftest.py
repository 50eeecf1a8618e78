"""The portal under test, with a database that each test finds as new."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, scoped_session
from werkzeug.test import TestResponse

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.domain import sign_ins
from portal.models.person import Person

NOW = datetime(2026, 2, 11, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings under test; `PORTAL_TEST_DATABASE_URL` names another database than SQLite."""
    var: Path = tmp_path_factory.mktemp("var")
    return Config(
        mode="test",
        secret_key="a key for tests that is long enough",
        public_url="http://localhost",
        database_url=os.environ.get("PORTAL_TEST_DATABASE_URL") or f"sqlite:///{var / 'test.sqlite'}",
        var=var,
    )


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
        return answer


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
        yield portal
        db.session.remove()
        engines[None] = engine
        outer.rollback()
        connection.close()


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
