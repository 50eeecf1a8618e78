"""The second step, from setting it up to signing in with it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from lxml import html
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.models.letter import Letter
from portal.models.person import Person, Role
from portal.models.sign_in import SignIn
from tests.conftest import NOW, Client
from tests.support.forms import headline, resend, send, wrongs
from tests.support.rows import PASSWORD, a_person
from tests.web.public.test_sign_ins import cookie_of, enter, with_cookie

WRONG = "This code does not fit. Wait for the next one, and type it while it shows."
NEW = "seven quiet green bicycles"


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The present moment, which a test moves by putting another into the list."""
    now = [datetime.now(UTC)]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


@pytest.fixture
def nell(client: Client, moment: list[datetime]) -> Person:
    """Somebody who is signed in."""
    person = a_person(role=Role.MANAGER, email="nell@x.example", at=NOW)
    enter(client, person)
    return person


def code(nell: Person, moment: list[datetime]) -> str:
    """What the app of the phone shows, half a minute later than last time."""
    moment[0] += timedelta(seconds=30)
    secret = db.session.scalars(select(Person.totp_secret).where(Person.id == nell.id)).one()
    assert secret
    return pyotp.TOTP(secret).at(moment[0])


def set_up(client: Client, nell: Person, moment: list[datetime]) -> list[str]:
    """Turn the second step on by the pages and return the recovery codes."""
    assert send(client, "/account/second-factor", to="/account/second-factor/secret").status_code == 303
    shown = send(client, "/account/second-factor", code=code(nell, moment), current=PASSWORD)
    assert headline(shown) == "Keep these ten codes"
    return [item.text_content() for item in html.fromstring(shown.text).xpath("//ol//code")]


def test_setting_up_shows_a_code_to_scan_and_ten_to_keep(
    client: Client, nell: Person, moment: list[datetime]
) -> None:
    send(client, "/account/second-factor", to="/account/second-factor/secret")
    page = client.get("/account/second-factor")
    assert html.fromstring(page.text).xpath("//p[@class='scan']/*[name()='svg']")
    assert " style=" not in page.text
    wrong = send(client, "/account/second-factor", code="000000", current=PASSWORD)
    assert (wrong.status_code, wrongs(wrong)) == (422, {"code": WRONG})
    shown = send(client, "/account/second-factor", code=code(nell, moment), current=PASSWORD)
    codes = re.findall(r"<code[^>]*>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>", shown.text)
    assert len(set(codes)) == 10
    page = client.get("/account/second-factor")
    assert "10 recovery codes are left." in page.text
    assert not any(code in page.text for code in codes), "nobody can show them again"


def test_the_page_with_the_codes_can_be_left_by_its_own_forms(
    client: Client, nell: Person, moment: list[datetime]
) -> None:
    send(client, "/account/second-factor", to="/account/second-factor/secret")
    shown = send(client, "/account/second-factor", code=code(nell, moment), current=PASSWORD)
    assert resend(client, shown, to="/logout").headers["Location"] == "/"


def test_a_borrowed_browser_cannot_shut_its_owner_out(
    client: Client, nell: Person, moment: list[datetime]
) -> None:
    send(client, "/account/second-factor", to="/account/second-factor/secret")
    digits = code(nell, moment)
    answer = send(client, "/account/second-factor", code=digits, current="not the password")
    assert wrongs(answer) == {"current": "This is not your present password."}
    assert not db.session.get_one(Person, nell.id).has_second_factor


def test_between_password_and_session_stands_the_code(
    client: Client, nell: Person, moment: list[datetime]
) -> None:
    set_up(client, nell, moment)
    guest: Client = client.application.test_client()  # type: ignore[assignment]
    half = enter(guest, nell, "?next=/admin/ambassadors")
    assert half.headers["Location"] == "/login/code?next=/admin/ambassadors"
    assert guest.get("/admin/").headers["Location"].startswith("/login?"), "half in is not in"
    page = guest.get(half.headers["Location"])
    assert 'autocomplete="one-time-code"' in page.text
    wrong = send(guest, half.headers["Location"], code="123456")
    assert (wrong.status_code, wrongs(wrong)) == (422, {"code": WRONG})
    answer = resend(guest, wrong, code=code(nell, moment))
    assert answer.headers["Location"] == "/admin/ambassadors"
    assert guest.get("/admin/").status_code == 200
    latest = db.session.scalars(select(SignIn.how).order_by(SignIn.id.desc())).first()
    assert latest == "password, code"


def test_a_code_is_not_taken_twice(client: Client, nell: Person, moment: list[datetime]) -> None:
    set_up(client, nell, moment)
    digits = code(nell, moment)
    seen = []
    for _ in range(2):
        guest: Client = client.application.test_client()  # type: ignore[assignment]
        enter(guest, nell)
        seen.append(send(guest, "/login/code", code=digits).status_code)
    assert seen == [303, 422]


def test_a_recovery_code_opens_once(client: Client, nell: Person, moment: list[datetime]) -> None:
    codes = set_up(client, nell, moment)
    seen = []
    for _ in range(2):
        guest: Client = client.application.test_client()  # type: ignore[assignment]
        enter(guest, nell)
        seen.append(send(guest, "/login/code", code=codes[0]).status_code)
    assert seen == [303, 422]


def test_the_page_of_the_code_opens_to_nobody_else(client: Client, moment: list[datetime]) -> None:
    assert client.get("/login/code").headers["Location"] == "/login"
    plain = a_person(role=Role.ADMIN, at=NOW)
    enter(client, plain)
    assert client.get("/login/code").headers["Location"] == "/login"


@pytest.mark.parametrize("change", ["late", "password", "suspended", "off"])
def test_half_a_sign_in_ends(client: Client, nell: Person, moment: list[datetime], change: str) -> None:
    set_up(client, nell, moment)
    guest: Client = client.application.test_client()  # type: ignore[assignment]
    enter(guest, nell)
    saved = cookie_of(guest)
    assert with_cookie(client, saved).get("/login/code").status_code == 200, "it was good before"
    person = db.session.get_one(Person, nell.id)
    if change == "late":
        moment[0] += timedelta(minutes=11)
    if change == "password":
        person.password_hash = "another"
    if change == "suspended":
        person.suspended_at = NOW
    if change == "off":
        person.totp_since = None
    db.session.flush()
    other = with_cookie(client, saved)
    assert other.get("/login/code").headers["Location"] == "/login"
    token = re.findall(r'name="csrf"[^>]*value="([^"]+)"', other.get("/login").text)[0]
    assert other.post("/login/code", data={"csrf": token, "code": "1"}).headers["Location"] == "/login"


def test_a_link_by_mail_does_not_pass_by_the_second_step(
    client: Client, nell: Person, moment: list[datetime]
) -> None:
    set_up(client, nell, moment)
    guest: Client = client.application.test_client()  # type: ignore[assignment]
    send(guest, "/forgot", email=nell.email)
    found = re.search(r"/forgot/\S+", db.session.scalars(select(Letter.text)).one())
    assert found
    assert send(guest, found[0], password=NEW, again=NEW).headers["Location"] == "/login"
    answer = send(guest, "/login", email=nell.email, password=NEW)
    assert answer.headers["Location"] == "/login/code"


def test_turning_it_on_and_off_ends_other_sessions(
    client: Client, nell: Person, moment: list[datetime]
) -> None:
    other: Client = client.application.test_client()  # type: ignore[assignment]
    enter(other, nell)
    set_up(client, nell, moment)
    assert other.get("/account").headers["Location"].startswith("/login")
    saved = cookie_of(client)
    wrong = send(client, "/account/second-factor/removal", current="not the password")
    assert wrongs(wrong) == {"current": "This is not your present password."}
    answer = send(client, "/account/second-factor/removal", current=PASSWORD)
    assert answer.headers["Location"] == "/account/second-factor"
    assert headline(client.get("/account/second-factor")) == "Add a second step"
    assert with_cookie(client, saved).get("/account").headers["Location"].startswith("/login")
    assert enter(client, nell).headers["Location"] == "/admin/"


def test_an_admin_frees_somebody_who_lost_the_phone(
    client: Client, nell: Person, moment: list[datetime]
) -> None:
    set_up(client, nell, moment)
    admin: Client = client.application.test_client()  # type: ignore[assignment]
    enter(admin, a_person(role=Role.ADMIN, at=NOW))
    page = f"/admin/staff/{nell.id}"
    send(admin, page, to=f"{page}/second-factor-removal")
    assert client.get("/account").headers["Location"].startswith("/login")
    assert enter(client, nell).headers["Location"] == "/admin/"


@pytest.fixture
def required(client: Client) -> Iterator[None]:
    """A portal where staff must have a second step."""
    app = client.application
    config = app.extensions["portal"]
    app.extensions["portal"] = replace(config, staff_2fa="required")
    yield
    app.extensions["portal"] = config


def test_staff_who_must_have_one_set_it_up_before_anything_else_opens(
    client: Client, nell: Person, moment: list[datetime], required: None
) -> None:
    pages = ["/admin/", "/admin/ambassadors", "/account", "/account/name", "/account/password"]
    assert {client.get(page).headers.get("Location") for page in pages} == {"/account/second-factor"}
    refused = client.post(
        "/account/name",
        data={
            "csrf": re.findall(r'value="([^"]+)"', client.get("/account/second-factor").text)[0],
            "name": "Sneaked In",
        },
    )
    assert refused.headers["Location"] == "/account/second-factor"
    assert db.session.get_one(Person, nell.id).name != "Sneaked In"
    assert "Not now" not in client.get("/account/second-factor").text
    set_up(client, nell, moment)
    assert {client.get(page).status_code for page in pages} == {200}
    answer = send(client, "/account/second-factor/removal", current=PASSWORD)
    assert wrongs(answer) == {"": "Everybody on the staff signs in with a second step here."}


def test_who_must_set_it_up_may_still_leave(client: Client, nell: Person, required: None) -> None:
    assert send(client, "/account/second-factor", to="/logout").headers["Location"] == "/"


def test_others_need_none(client: Client, moment: list[datetime], required: None) -> None:
    enter(client, a_person(at=NOW))
    page = client.get("/account")
    assert (page.status_code, "/account/second-factor" in page.text) == (200, True)
