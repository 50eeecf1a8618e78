"""What holds for every route: tokens, methods, hosts, headers, caches, strangers."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from portal import clock
from portal.app import create_app
from portal.db import db
from portal.models.person import Person, Role
from portal.web.access import May
from tests.conftest import NOW, Client
from tests.support.forms import resend, send
from tests.support.rows import PASSWORD, a_person

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"}
EXPIRED = "This page was open longer than you were signed in."
SHARED = {"theme", "public.calendar.ics"}


def addresses(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Every route, with an example for each of its arguments."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: example(kind) for name, kind in rule._converters.items()}
        yield adapter.build(rule.endpoint, values, method=next(iter(rule.methods or []))), rule


def example(kind: BaseConverter) -> object:
    """A value that a route may take, and that names no row."""
    if isinstance(kind, AnyConverter):
        return min(kind.items)
    return 999999 if isinstance(kind, IntegerConverter) else "kJ3vXq0Zt1r8WmYd5uPbLs7n"


def token_of(client: Client, page: str = "/login") -> str:
    """The CSRF token of a page."""
    found = re.search(r'name="csrf"[^>]*value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]


def test_a_form_filled_in_over_eight_hours_still_goes_through(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(a_person(role=Role.MANAGER, name="Before", at=NOW))
    page = client.get("/account/name")
    real, later = time.time, timedelta(hours=8, minutes=5)
    moment = datetime.now(UTC)
    monkeypatch.setattr(time, "time", lambda: real() + later.total_seconds())
    monkeypatch.setattr(clock, "now", lambda: moment + later)
    assert resend(client, page, name="After").headers["Location"] == "/account"
    assert "After" in client.get("/account").text


@pytest.mark.parametrize("htmx", [False, True], ids=["form", "htmx"])
@pytest.mark.parametrize("token", ["none", "wrong", "foreign", "in the address"])
def test_without_the_token_nothing_is_done_and_a_sentence_says_so(
    client: Client, token: str, htmx: bool
) -> None:
    nell = a_person(role=Role.MANAGER, name="Before", at=NOW)
    other: Client = client.application.test_client()  # type: ignore[assignment]
    other.sign_in(a_person(role=Role.ADMIN, at=NOW))
    client.sign_in(nell)
    mine = token_of(client, "/account/name")
    given = {
        "none": "",
        "wrong": mine[:-2] + "xx",
        "foreign": token_of(other, "/account"),
        "in the address": "",
    }
    query = f"?csrf={mine}" if token == "in the address" else ""
    headers = {"HX-Request": "true", "X-CSRFToken": given[token]} if htmx else {}
    data = {"name": "Forged"} | ({} if htmx else {"csrf": given[token]})
    answer = client.post(f"/account/name{query}", data=data, headers=headers)
    assert (answer.status_code, EXPIRED in answer.text) == (400, True)
    assert answer.headers.get("HX-Reswap") == ("none" if htmx else None)
    assert db.session.get_one(Person, nell.id).name == "Before"


def test_htmx_sends_the_token_in_a_header(client: Client) -> None:
    nell = a_person(role=Role.MANAGER, name="Before", at=NOW)
    client.sign_in(nell)
    headers = {"HX-Request": "true", "X-CSRFToken": token_of(client, "/account/name")}
    answer = client.post("/account/name", data={"name": "After"}, headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/account")
    assert db.session.get_one(Person, nell.id).name == "After"


def test_every_unsafe_route_wants_the_token(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    unsafe = [
        (address, rule)
        for address, rule in addresses(client.application)
        if "POST" in (rule.methods or set())
    ]
    assert len(unsafe) > 10
    for address, rule in unsafe:
        by_form = hasattr(client.application.view_functions[rule.endpoint], "token_in_form")
        status = client.post(address).status_code
        assert status not in {204, 303} if by_form else status == 400, (rule.rule, status)


def test_a_token_ends_with_its_session(client: Client) -> None:
    nell = a_person(role=Role.MANAGER, email="nell@x.example", at=NOW)
    client.sign_in(nell)
    old = token_of(client, "/account")
    client.post("/logout", data={"csrf": old})
    send(client, "/login", email="nell@x.example", password=PASSWORD)
    assert client.post("/account/name", data={"csrf": old, "name": "Forged"}).status_code == 400


def test_methods_that_a_route_does_not_name_are_not_allowed(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    adapter = client.application.url_map.bind("localhost")
    for address, rule in addresses(client.application):
        named = set(adapter.allowed_methods(address))
        assert named >= (rule.methods or set())
        for method in METHODS - named:
            answer = client.open(address, method=method)
            assert answer.status_code == 405, (method, address, answer.status_code)
            assert set(answer.headers["Allow"].split(", ")) == named, address


@pytest.mark.parametrize(
    "host", ["evil.test", "localhost.evil.test", "evil.test:80", "localhost@evil.test", "", "a b"]
)
@pytest.mark.parametrize("path", ["/", "/login", "/healthz", "/nowhere"])
def test_foreign_hosts_are_refused(client: Client, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert (answer.status_code, "evil" in answer.text) == (400, False)


def test_our_own_host_is_answered_with_any_port(client: Client) -> None:
    assert {
        client.get("/login", headers={"Host": host}).status_code for host in ("localhost", "localhost:8000")
    } == {200}


def test_links_in_letters_do_not_follow_the_host_that_was_asked(client: Client) -> None:
    page = client.get("/forgot")
    a_person(email="nell@x.example", at=NOW)
    found = re.search(r'name="csrf"[^>]*value="([^"]+)"', page.text)
    assert found
    forwarded = {"X-Forwarded-Host": "evil.test", "Forwarded": "host=evil.test"}
    client.post("/forgot", data={"csrf": found[1], "email": "nell@x.example"}, headers=forwarded)
    letters = db.session.execute(db.text("select text, html from letters")).all()
    assert len(letters) == 1
    assert "http://localhost/forgot/" in letters[0][0]
    assert "evil.test" not in f"{letters[0]}"


def test_every_answer_keeps_to_itself(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    for address, rule in addresses(client.application):
        for method in {"GET", "POST", "PUT"}:
            answer = client.open(address, method=method)
            headers, where = answer.headers, (method, rule.rule, answer.status_code)
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'"), where
            assert "unsafe" not in policy, where
            assert "frame-ancestors 'none'" in policy, where
            assert headers["X-Content-Type-Options"] == "nosniff", where
            assert headers["Referrer-Policy"] == "same-origin", where
            assert "camera=()" in headers["Permissions-Policy"], where
            assert "Server" not in headers or "Werkzeug" not in headers["Server"], where


@pytest.mark.parametrize("role", [*Role, None])
def test_no_page_of_somebody_signed_in_is_kept_by_a_cache(client: Client, role: Role | None) -> None:
    client.sign_in(a_person(role=role, at=NOW))
    for address, rule in addresses(client.application):
        if "GET" in (rule.methods or set()) and rule.endpoint not in SHARED:
            kept = client.get(address).headers["Cache-Control"]
            assert kept == "no-store" or kept.startswith("private, no-store"), (rule.rule, kept)


def test_a_page_with_a_fresh_token_is_not_kept_either(client: Client) -> None:
    answer = client.get("/login")
    assert ("Set-Cookie" in answer.headers, answer.headers["Cache-Control"]) == (True, "no-store")


def test_strangers_pass_no_door_that_has_a_lock(client: Client) -> None:
    for address, rule in addresses(client.application):
        needed = vars(client.application.view_functions[rule.endpoint])["may"]
        if needed is not May.ANYONE and "GET" in (rule.methods or set()):
            answer = client.get(address)
            assert answer.status_code == 303, rule.rule
            assert answer.headers["Location"].startswith("/login?next="), rule.rule


def test_cookies_are_for_this_site_over_tls_and_not_for_scripts(app: Flask) -> None:
    config = replace(app.extensions["portal"], public_url="https://portal.example")
    secure = create_app(config)
    secure.test_client_class = type(app.test_client())
    answer = secure.test_client().get("/login", base_url="https://portal.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-portal=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
