"""One's own account: name, address, password, and where one is signed in."""

import re

import pytest
from sqlalchemy import select

from portal.db import db
from portal.models.audit_entry import AuditEntry
from portal.models.letter import Letter
from portal.models.person import Person, Role
from tests.conftest import NOW, Client
from tests.support.forms import headline, send, wrongs
from tests.support.rows import PASSWORD, a_person
from tests.web.public.test_sign_ins import cookie_of, enter, with_cookie

NEW = "seven quiet green bicycles"


@pytest.fixture
def nell(client: Client) -> Person:
    """Somebody, signed in by the form."""
    person = a_person(role=Role.MANAGER, name="Nell Harker", email="nell@x.example", at=NOW)
    enter(client, person)
    return person


def verbs() -> list[str]:
    """What the audit says after the sign-in of the fixture."""
    return list(db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)))[1:]


def link_to(email: str) -> str:
    """The path of the link in the last letter to an address."""
    text = db.session.scalars(
        select(Letter.text).where(Letter.to == email).order_by(Letter.id.desc())
    ).first()
    found = re.search(r"http://localhost(/\S+)", text or "")
    assert found
    return found[1]


def test_the_page_says_how_one_signs_in(client: Client, nell: Person) -> None:
    page = client.get("/account")
    assert headline(page) == "Your account"
    for sight in ("Nell Harker", "nell@x.example", "In one browser, this one", "Off. A code from your phone"):
        assert sight in page.text


def test_a_name_in_any_script(client: Client, nell: Person) -> None:
    for name in ("محمد 🌿", "Łukasz Ó Briain", "x" * 200, "a\u0301" * 90):
        answer = send(client, "/account/name", name=f"  {name} ")
        assert answer.headers["Location"] == "/account"
        assert db.session.get_one(Person, nell.id).name == name
    assert wrongs(send(client, "/account/name", name="  ")) == {"name": "Type the name."}
    assert wrongs(send(client, "/account/name", name="x" * 201)) == {"name": "This is too long."}
    assert verbs() == ["changed the name"] * 4


def test_a_new_password_ends_every_session_but_goes_on_here(client: Client, nell: Person) -> None:
    saved = cookie_of(client)
    other = client.application.test_client()
    enter(other, nell)  # type: ignore[arg-type]
    assert with_cookie(client, saved).get("/account").status_code == 200, "the cookie was good before"
    answer = send(client, "/account/password", current=PASSWORD, password=NEW, again=NEW)
    assert answer.headers["Location"] == "/account"
    assert "Your password is changed." in client.get("/account").text
    for browser in (other, with_cookie(client, saved)):
        assert browser.get("/account").headers["Location"] == "/login?next=/account"
    assert verbs() == ["signed in", "changed the password"]


def test_the_present_password_is_asked_for(client: Client, nell: Person) -> None:
    for page, more in (("password", {"password": NEW, "again": NEW}), ("address", {"email": "n@x.example"})):
        answer = send(client, f"/account/{page}", current="not the password", **more)
        assert (answer.status_code, wrongs(answer)) == (
            422,
            {"current": "This is not your present password."},
        )
    assert db.session.scalars(select(Letter)).all() == []


def test_the_fields_stand_in_the_order_one_thinks(client: Client, nell: Person) -> None:
    page = client.get("/account/password").text
    marks = re.findall(r'autocomplete="([^"]+)"', page)
    assert marks == ["current-password", "new-password", "new-password"]


def test_an_address_changes_when_the_new_one_confirms(client: Client, nell: Person) -> None:
    answer = send(client, "/account/address", email="New@x.example", current=PASSWORD)
    assert answer.headers["Location"] == "/account"
    assert db.session.get_one(Person, nell.id).email == "nell@x.example"
    path, guest = link_to("new@x.example"), client.application.test_client()
    assert "new@x.example" in guest.get(path).text
    assert db.session.get_one(Person, nell.id).email == "nell@x.example", "looking changes nothing"
    assert send(guest, path).headers["Location"] == "/login"
    assert db.session.get_one(Person, nell.id).email == "new@x.example"
    told = db.session.scalars(select(Letter).where(Letter.to == "nell@x.example")).one()
    assert (told.kind, "new@x.example" in told.text) == ("address_changed", True)
    assert guest.get(path).status_code == 410
    assert verbs() == ["asked for another address", "changed the address"]


def test_the_last_address_asked_for_counts(client: Client, nell: Person) -> None:
    send(client, "/account/address", email="typo@x.example", current=PASSWORD)
    first = link_to("typo@x.example")
    send(client, "/account/address", email="right@x.example", current=PASSWORD)
    assert client.get(first).status_code == 410
    send(client, link_to("right@x.example"))
    assert db.session.get_one(Person, nell.id).email == "right@x.example"


def test_a_taken_address_shows_to_its_owner_alone(client: Client, nell: Person) -> None:
    a_person(email="taken@x.example", at=NOW)
    seen = []
    for email in ("free@x.example", "taken@x.example"):
        send(client, "/account/address", email=email, current=PASSWORD)
        seen.append(re.sub(email, "…", re.sub(r"\s+", " ", client.get("/account").text)))
    notices = [re.findall(r'<div class="notice.*?</div>', text) for text in seen]
    assert notices[0] == notices[1] != []
    answer = send(client, link_to("taken@x.example"))
    assert (answer.status_code, wrongs(answer)) == (422, {"": "This address belongs to another account."})
    assert db.session.get_one(Person, nell.id).email == "nell@x.example"


def test_a_reset_link_sent_to_the_old_address_dies_with_it(client: Client, nell: Person) -> None:
    send(client, "/forgot", email="nell@x.example")
    old = link_to("nell@x.example")
    send(client, "/account/address", email="new@x.example", current=PASSWORD)
    assert client.get(old).status_code == 200
    send(client, link_to("new@x.example"))
    assert client.get(old).status_code == 410


def test_an_address_that_a_thief_asked_for_dies_with_the_password(client: Client, nell: Person) -> None:
    send(client, "/account/address", email="thief@x.example", current=PASSWORD)
    path = link_to("thief@x.example")
    send(client, "/account/password", current=PASSWORD, password=NEW, again=NEW)
    gone = client.get(path)
    assert (gone.status_code, headline(gone)) == (410, "This link opens nothing any more")
    assert nell.email == "nell@x.example"


def test_signing_out_elsewhere(client: Client, nell: Person) -> None:
    other = client.application.test_client()
    enter(other, nell)  # type: ignore[arg-type]
    page = client.get("/account/sign-ins")
    ways = re.findall(r'action="(/account/sign-ins/\d+/end)"', page.text)
    assert len(ways) == 1, "this browser has no button of its own"
    send(client, "/account/sign-ins", to=ways[0])
    assert other.get("/account").headers["Location"].startswith("/login")
    assert client.get("/account").status_code == 200


def test_signing_out_everywhere(client: Client, nell: Person) -> None:
    other = client.application.test_client()
    enter(other, nell)  # type: ignore[arg-type]
    saved = cookie_of(client)
    answer = send(client, "/account/sign-ins", to="/account/sign-ins/end")
    assert answer.headers["Location"] == "/login"
    for browser in (client, other, with_cookie(client, saved)):
        assert browser.get("/account").headers["Location"].startswith("/login")


def test_nobody_ends_the_session_of_another(client: Client, nell: Person) -> None:
    ines = client.application.test_client()
    enter(ines, a_person(role=Role.ADMIN, at=NOW))  # type: ignore[arg-type]
    other = client.application.test_client()
    enter(other, nell)  # type: ignore[arg-type]
    page = client.get("/account/sign-ins").text
    mine = re.findall(r'action="(/account/sign-ins/\d+/end)"', page)[0]
    token = re.findall(r'name="csrf"[^>]*value="([^"]+)"', ines.get("/account").text)[0]
    assert ines.post(mine, data={"csrf": token}).status_code == 404
    assert other.get("/account").status_code == 200


def test_what_people_call_themselves_stays_text(client: Client, nell: Person) -> None:
    send(client, "/account/name", name="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in client.get("/account").text
    browser = client.application.test_client()
    browser.environ_base["HTTP_USER_AGENT"] = "<script>alert(1)</script>"
    enter(browser, nell)  # type: ignore[arg-type]
    page = client.get("/account/sign-ins").text
    assert "A browser that gives no name" in page
    assert "<script>alert" not in page
