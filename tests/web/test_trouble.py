"""A locked or a missing database, a full disk: people are told, and nothing half-done stays."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event, func, select

from portal.app import create_app
from portal.config import Config
from portal.db import db, reading, transaction
from portal.domain.people import staff
from portal.models.audit_entry import AuditEntry
from portal.models.person import Role
from portal.models.sign_in import SignIn
from tests.conftest import NOW
from tests.support.forms import headline, resend
from tests.support.rows import PASSWORD

WHO = {"email": "ines@x.example", "password": PASSWORD}


@pytest.fixture
def own(elsewhere: Config) -> Iterator[Flask]:
    """A portal with an SQLite file of its own, and one admin; it waits for a lock only briefly."""
    if not elsewhere.database_url.startswith("sqlite"):
        pytest.skip("these are troubles of SQLite")
    app = create_app(elsewhere)
    with app.app_context():
        upgrade()
        event.listen(db.engine, "connect", lambda link, _record: link.execute("PRAGMA busy_timeout=200"))
        db.engine.dispose()
        transaction(
            lambda: staff.add(WHO["email"], name="Ines", role=Role.ADMIN, password=PASSWORD, by=None, at=NOW)
        )
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def browser(own: Flask) -> FlaskClient:
    """A browser without a window."""
    return own.test_client()


def place(app: Flask) -> Path:
    return Path(app.extensions["portal"].database_url.removeprefix("sqlite:///"))


def kept(app: Flask) -> tuple[int | None, int | None]:
    """How many sign-ins, and entries of the audit about them, there are."""
    with app.app_context(), reading():
        signed_in = select(func.count()).where(AuditEntry.verb == "signed in")
        return db.session.scalar(select(func.count(SignIn.id))), db.session.scalar(signed_in)


HOLDER = """
import sqlite3, sys
link = sqlite3.connect(sys.argv[1], isolation_level=None)
link.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Another process writes and does not end."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(place(app))], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"locked\n"
    try:
        yield
    finally:
        other.communicate()


def test_a_locked_database_delays_and_loses_nothing(own: Flask, browser: FlaskClient) -> None:
    page = browser.get("/login")
    with locked(own):
        assert browser.get("/login").status_code == 200, "readers do not wait"
        answer = resend(browser, page, **WHO)
        assert (answer.status_code, headline(answer)) == (503, "The portal cannot reach its database")
        assert "What you typed is still in your browser" in answer.text
        assert kept(own) == (0, 0)
    assert resend(browser, page, **WHO).status_code == 303
    assert kept(own) == (1, 1)


def test_a_database_that_is_gone_is_told_and_not_made_anew(own: Flask, browser: FlaskClient) -> None:
    page = browser.get("/login")
    for part in place(own).parent.glob("portal.sqlite*"):
        part.rename(part.with_name(f"gone-{part.name}"))
    answer = resend(browser, page, **WHO)
    assert (answer.status_code, headline(answer)) == (503, "The portal cannot reach its database")
    assert browser.get("/readyz").status_code == 503
    for part in place(own).parent.glob("portal.sqlite*"):
        part.unlink()
    for part in place(own).parent.glob("gone-*"):
        part.rename(part.with_name(part.name.removeprefix("gone-")))
    assert kept(own) == (0, 0)


def test_a_database_that_cannot_grow_takes_back_the_whole_deed(own: Flask, browser: FlaskClient) -> None:
    page = browser.get("/login")
    with own.app_context():
        pages = db.session.connection().exec_driver_sql("PRAGMA page_count").scalar()
        db.session.rollback()
        event.listen(
            db.engine, "connect", lambda link, _record: link.execute(f"PRAGMA max_page_count={pages}")
        )
        db.engine.dispose()
    answers = [resend(browser, page, **WHO)]
    while answers[-1].status_code == 303 and len(answers) < 400:
        answers.append(resend(browser, browser.get("/login"), **WHO))
    full = answers.pop()
    assert (full.status_code, headline(full)) == (507, "The disk of the portal is full")
    assert kept(own) == (len(answers), len(answers))


def test_a_store_on_a_full_disk_keeps_no_half_file(own: Flask) -> None:
    store = own.extensions["store"]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(OSError, match="large"):
            store.keep(BytesIO(b"x" * 300_000).getvalue())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [part for part in store.folder.rglob("*") if part.is_file()] == []
