"""Signing in and out, and where it leads."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal import clock
from portal.db import db
from portal.models.audit_entry import AuditEntry
from portal.models.person import Person, Role
from portal.models.sign_in import SignIn
from tests.conftest import NOW, Client
from tests.support.forms import headline, send, wrongs
from tests.support.rows import PASSWORD, a_person

STRANGERS = "This address and password do not belong together."


def cookie_of(client: Client) -> str:
    """What the browser holds."""
    cookie = client.get_cookie("portal")
    assert cookie
    return cookie.value


def with_cookie(client: Client, value: str) -> Client:
    """Another browser with a saved cookie."""
    other = client.application.test_client()
    other.set_cookie("portal", value)
    return other  # type: ignore[return-value]


def enter(client: Client, person: Person, query: str = "") -> TestResponse:
    """Sign in by the form."""
    return send(client, f"/login{query}", email=person.email, password=PASSWORD)


def test_staff_come_to_the_page_they_asked_for(client: Client) -> None:
    ada = a_person(role=Role.ADMIN, email="ada@x.example", at=NOW)
    assert client.get("/admin/audit?verb=published").headers["Location"] == (
        "/login?next=/admin/audit?verb%3Dpublished"
    )
    answer = send(
        client, "/login?next=/admin/audit?verb%3Dpublished", email="  ADA@X.example ", password=PASSWORD
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/audit?verb=published")
    assert headline(client.get(answer.headers["Location"]))
    signed = db.session.scalars(select(SignIn)).one()
    assert (signed.person_id, signed.how, signed.address) == (ada.id, "password", "127.0.0.1")
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.verb, entry.by_id, entry.after) == ("signed in", ada.id, {"how": "password"})


def test_the_words_and_the_work_are_the_same_for_everyone_who_may_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_person(email="known@x.example", at=NOW)
    a_person(email="invited@x.example", at=NOW).password_hash = None
    a_person(email="shut@x.example", at=NOW).suspended_at = NOW
    work: list[int] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, *args: Any) -> Any:
        work[-1] += 1
        return verify(self, *args)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    tries = [
        ("known@x.example", "not the password"),
        ("nobody@x.example", "not the password"),
        ("invited@x.example", "not the password"),
        ("shut@x.example", PASSWORD),
    ]
    answers = []
    for email, password in tries:
        work.append(0)
        answer = send(client, "/login", email=email, password=password)
        answers.append((answer.status_code, wrongs(answer), headline(answer)))
    assert answers == [(422, {"password": STRANGERS}, "Welcome back")] * 4
    assert work == [1, 1, 1, 1]
    assert db.session.scalars(select(SignIn)).all() == []


def test_the_password_is_never_sent_back_but_the_address_is(client: Client) -> None:
    answer = send(client, "/login", email="nobody@x.example", password="typed in vain")
    assert 'value="nobody@x.example"' in answer.text
    assert "typed in vain" not in answer.text
    assert "<title>Error: Sign in" in answer.text


def test_password_managers_find_their_fields(client: Client) -> None:
    page = client.get("/login").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


def test_a_session_is_new_at_sign_in(client: Client) -> None:
    client.get("/login")
    with client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
        before = planted["csrf"]
    enter(client, a_person(role=Role.ADMIN, at=NOW))
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf") != before


def test_a_saved_cookie_opens_until_the_sign_out_and_not_after(client: Client) -> None:
    enter(client, a_person(role=Role.ADMIN, at=NOW))
    saved = cookie_of(client)
    assert with_cookie(client, saved).get("/admin/").status_code == 200, "the cookie was good before"
    assert send(client, "/admin/", to="/logout").headers["Location"] == "/"
    for browser in (client, with_cookie(client, saved)):
        assert browser.get("/admin/").headers["Location"] == "/login?next=/admin/"


def test_signing_in_anew_ends_the_session_before_it(client: Client) -> None:
    enter(client, a_person(role=Role.ADMIN, at=NOW))
    saved = cookie_of(client)
    wrong = send(client, "/login", email="nobody@x.example", password="not the password")
    assert (wrong.status_code, with_cookie(client, saved).get("/admin/").status_code) == (422, 200)
    enter(client, a_person(role=Role.MANAGER, at=NOW))
    assert with_cookie(client, saved).get("/admin/").headers["Location"].startswith("/login")
    assert client.get("/admin/").status_code == 200


def test_a_session_ends_by_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(client, a_person(role=Role.ADMIN, at=NOW))
    start = datetime.now(UTC)
    for days, opens in ((13, True), (15, False)):
        monkeypatch.setattr(clock, "now", lambda days=days: start + timedelta(days=days))
        assert (client.get("/admin/").status_code == 200) is opens


def test_ambassadors_and_people_without_a_room_come_where_they_may_be(client: Client) -> None:
    answer = enter(client, a_person(at=NOW))
    assert answer.headers["Location"] == "/account"
    assert headline(client.get("/account")) == "Your account"


FOREIGN = [
    "https://evil.test",
    "https://evil.test/admin/",
    "//evil.test",
    "//evil.test/admin/",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/%09/evil.test",
    "/%5cevil.test",
    "/%2f%2fevil.test",
    "%2f%2fevil.test",
    "/..//evil.test",
    "/admin/..//evil.test",
    "/.//evil.test",
    "//evil.test%2f@localhost/admin/",
    "http:evil.test",
    "http:/evil.test",
    "javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "@evil.test",
    ".evil.test",
    "\x00//evil.test",
    "/\n/evil.test",
    "/admin/\r\nSet-Cookie: a=b",
    "/logout",
    "/nowhere",
    "",
    "?next=//evil.test",
    "//[evil.test",
    "http://[::1/admin/",
]


@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice"])
@pytest.mark.parametrize("target", FOREIGN)
def test_next_leads_nowhere_else(client: Client, target: str, times: int) -> None:
    for _ in range(times - 1):
        target = quote(target, safe="")
    answer = enter(client, a_person(role=Role.ADMIN, at=NOW), f"?next={quote(target, safe='')}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/"), target


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/admin/staff?q=a%26b&role=admin", "/admin/staff?q=a%26b&role=admin"),
        (
            "/admin/audit?endpoint=x&_external=1&_scheme=ftp",
            "/admin/audit?endpoint=x&_external=1&_scheme=ftp",
        ),
        ("https://evil.test/admin/audit", "/admin/audit"),
        ("//evil.test/admin/audit#//evil.test", "/admin/audit"),
        ("/admin/staff?next=//evil.test", "/admin/staff?next=%2F%2Fevil.test"),
    ],
)
def test_next_keeps_to_our_own_routes(client: Client, target: str, leads_to: str) -> None:
    answer = enter(client, a_person(role=Role.ADMIN, at=NOW), f"?next={quote(target, safe='')}")
    assert answer.headers["Location"] in {leads_to, "/admin/"}
    assert "evil.test" not in answer.headers["Location"].partition("?")[0]


def test_a_session_that_ended_tells_htmx_the_way_to_the_door_and_back(client: Client) -> None:
    answer = client.get("/admin/audit", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (204, "")
    assert answer.headers["HX-Redirect"] == "/login?next=/admin/audit"


def test_the_first_admin_comes_from_the_shell(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    weak = run(args=["staff", "add", "A@x.example", "--name", "Ada", "--password", "password1234"])
    assert (weak.exit_code, "easy to guess" in weak.output) == (1, True)
    added = run(args=["staff", "add", "A@x.example", "--name", "Ada", "--password", PASSWORD])
    assert (added.exit_code, added.output) == (0, "a@x.example is admin now.\n")
    twice = run(args=["staff", "add", "a@x.example", "--name", "Ada", "--password", PASSWORD])
    assert (twice.exit_code, twice.output) == (1, "Error: a@x.example belongs to the staff already.\n")
    assert enter(app.test_client(), a_person(role=None, at=NOW)).status_code == 303  # type: ignore[arg-type]
    answer = send(app.test_client(), "/login", email="a@x.example", password=PASSWORD)
    assert answer.headers["Location"] == "/admin/"
