"""Pages: CPU against the same page rendered from memory, growth with the rows, statements."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flask import Flask, request, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import event, select

from portal import clock
from portal.db import db, transaction
from portal.domain.people import sign_ins
from portal.models.person import Person
from portal.web.access import May, may
from tests.bench.setting import a_portal, ratio

FEW, MANY = 100, 10_000
PAGES = (
    ("/", None),
    ("/rules", None),
    ("/calendar", None),
    ("/apply", None),
    ("/login", None),
    ("/me", "ada@demo.example"),
    ("/me/calendar", "ada@demo.example"),
    ("/me/documents", "ada@demo.example"),
    ("/admin/", "admin@demo.example"),
    ("/admin/applications", "admin@demo.example"),
    ("/admin/ambassadors", "admin@demo.example"),
    ("/admin/calendar", "admin@demo.example"),
    ("/admin/documents", "admin@demo.example"),
    ("/admin/outbox", "admin@demo.example"),
    ("/admin/audit", "admin@demo.example"),
)


def measure() -> Iterator[str]:
    """Yield the table: each page's CPU over the bare page, at 10,000 over 100 rows, and its statements."""
    yield f"| page | CPU, ms | over the same page from memory | at {MANY:,} over {FEW} rows | statements |"
    yield "|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        few = a_portal(Path(folder) / "few", people=FEW)
        many = a_portal(Path(folder) / "many", people=MANY)
        for address, email in PAGES:
            yield _line(few, many, address, email)


def _line(few: Flask, many: Flask, address: str, email: str | None) -> str:
    mine, grown = asking(few, address, email), asking(many, address, email)
    over_bare, milliseconds = ratio(mine, bare(few, address, email))
    over_few, _ = ratio(grown, mine)
    count = _statements(few, mine)
    return f"| {address} | {milliseconds:.1f} | {over_bare:.2f} | {over_few:.2f} | {count} |"


def asking(app: Flask, address: str, email: str | None) -> Callable[[], object]:
    """Return a call that asks `app` for a page as the person with the address `email`, or as nobody."""
    client = client_of(app, email)

    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status)

    return ask


def client_of(app: Flask, email: str | None) -> FlaskClient:
    """Return a client that is signed in as the person with the address `email`, or as nobody."""
    client = app.test_client()
    if email is None:
        return client
    with app.app_context():
        person = db.session.scalars(select(Person).where(Person.email == email)).one()
        token = transaction(
            lambda: sign_ins.begin(person, how="password", address="", browser="", at=clock.now())
        )[1]
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return client


def bare(app: Flask, address: str, email: str | None) -> Callable[[], object]:
    """Return a call for the same bytes: the page's own template, filled from values held in memory."""
    held: list[tuple[str, str, dict[str, Any]]] = []

    def hold(_app: Flask, template: Any, context: dict[str, Any], **_more: Any) -> None:
        held.append((request.blueprint or "", template.name, dict(context)))
        db.session.expunge_all()

    client = client_of(app, email)
    with template_rendered.connected_to(hold, app):
        client.get(address)
    room, name, context = held[0]
    endpoint = f"{room}.bare{address.replace('/', '_')}"
    app._got_first_request = False

    @may(May.ANYONE)
    def view() -> str:
        return app.jinja_env.get_template(name).render(context)

    app.add_url_rule(f"/bare{address}", endpoint=endpoint, view_func=view)
    return lambda: client.get(f"/bare{address}")


def _statements(app: Flask, ask: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(*facts: Any) -> None:
        seen.append(facts[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    ask()
    event.remove(engine, "before_cursor_execute", note)
    return len([text for text in seen if not text.startswith("BEGIN")])
