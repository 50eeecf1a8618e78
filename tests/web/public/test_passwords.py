"""Forgotten passwords, from the form to the link and back inside."""

import re

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.people.passwords import COMMON
from portal.domain.post import letters
from portal.models.audit_entry import AuditEntry
from portal.models.letter import Letter
from portal.models.person import Role
from portal.models.ticket import Ticket
from tests.conftest import NOW, Client
from tests.support.forms import headline, resend, send, wrongs
from tests.support.rows import PASSWORD, a_person

NEW = "seven quiet green bicycles"


def link_of(letter: Letter) -> str:
    """The path of the link in a letter."""
    found = re.search(r"http://localhost(/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def asked_for(client: Client, email: str) -> str:
    """Ask for a new password and return the path of the link that was mailed."""
    send(client, "/forgot", email=email)
    return link_of(db.session.scalars(select(Letter).where(Letter.to == email)).one())


def test_a_link_sets_a_new_password_once(client: Client) -> None:
    nell = a_person(role=Role.MANAGER, email="nell@x.example", at=NOW)
    path = asked_for(client, nell.email)
    assert path.startswith("/forgot/")
    answer = send(client, path, password=NEW, again=NEW)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login")
    gone = client.get(path)
    assert (gone.status_code, headline(gone)) == (410, "This link opens nothing any more")
    old = send(client, "/login", email=nell.email, password=PASSWORD)
    assert wrongs(old) == {"password": "This address and password do not belong together."}
    inside = resend(client, old, email=nell.email, password=NEW)
    assert (inside.status_code, inside.headers["Location"]) == (303, "/admin/")


def test_the_answer_and_the_rows_do_not_tell_whether_an_address_is_known(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_person(email="known@x.example", at=NOW)
    suspended = a_person(email="suspended@x.example", at=NOW)
    suspended.suspended_at = NOW
    answers, lines, woken = [], [], []
    monkeypatch.setitem(client.application.extensions, "wake", lambda name: woken.append(name))
    for email in ("known@x.example", "unknown@x.example", "suspended@x.example"):
        before = db.session.scalars(select(AuditEntry.id)).all()
        answer = send(client, "/forgot", email=email)
        answers.append((answer.status_code, answer.headers["Location"], answer.text.replace(email, "")))
        fresh = db.session.scalars(select(AuditEntry).where(AuditEntry.id.not_in(before))).all()
        lines.append([(line.verb, line.thing) for line in fresh])
    assert answers[0] == answers[1] == answers[2]
    assert lines == [[("asked for a new password", "people")]] * 3
    assert woken == ["letters"] * 3
    assert [letter.to for letter in db.session.scalars(select(Letter))] == ["known@x.example"]
    assert len(db.session.scalars(select(Ticket)).all()) == 1


def test_an_older_link_ends_with_a_newer_one(client: Client) -> None:
    nell = a_person(email="nell@x.example", at=NOW)
    first = asked_for(client, nell.email)
    send(client, "/forgot", email=nell.email)
    page = client.get(first)
    assert (page.status_code, "This link is used up" in page.text) == (410, True)


def test_looking_at_a_link_does_not_use_it_up(client: Client) -> None:
    nell = a_person(email="nell@x.example", at=NOW)
    path = asked_for(client, nell.email)
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert send(client, path, password=NEW, again=NEW).status_code == 303


def test_a_password_that_will_not_do_is_named_and_the_link_stays_good(client: Client) -> None:
    nell = a_person(email="nell@x.example", name="Nell Harker", at=NOW)
    path = asked_for(client, nell.email)
    tries = {
        "short": "Use at least 12 characters.",
        "password1234": COMMON,
        "nell@x.example": COMMON,
        "aaaaaaaaaaaaaaaaaaaa": COMMON,
    }
    for password, why in tries.items():
        answer = send(client, path, password=password, again=password)
        assert (answer.status_code, wrongs(answer)) == (422, {"password": why}), password
    differing = send(client, path, password=NEW, again=NEW + "x")
    assert wrongs(differing) == {"again": "This is not the same as above."}
    assert send(client, path, password=NEW, again=NEW).status_code == 303


def test_a_link_for_one_thing_opens_no_other(client: Client) -> None:
    nell = a_person(email="nell@x.example", at=NOW)
    token = asked_for(client, nell.email).rpartition("/")[2]
    assert [client.get(f"{room}/{token}").status_code for room in ("/welcome", "/account/address")] == [
        410,
        410,
    ]


def test_a_new_password_closes_every_session(client: Client, app: object) -> None:
    nell = a_person(email="nell@x.example", at=NOW)
    inside = client.application.test_client()
    inside.sign_in(nell)  # type: ignore[attr-defined]
    assert inside.get("/account").status_code == 200
    send(client, asked_for(client, nell.email), password=NEW, again=NEW)
    assert inside.get("/account").headers["Location"] == "/login?next=/account"


def test_who_never_had_a_password_gets_one_this_way(client: Client) -> None:
    late = a_person(email="late@x.example", at=NOW)
    late.password_hash = None
    send(client, asked_for(client, "late@x.example"), password=NEW, again=NEW)
    assert send(client, "/login", email="late@x.example", password=NEW).headers["Location"] == "/account"


def test_who_was_approved_quietly_is_unknown_until_told(client: Client) -> None:
    late = a_person(email="late@x.example", at=NOW)
    late.password_hash = None
    held = letters.send_text(to=late.email, subject="Yes", body="Yes.", kind="approved", hold=True, at=NOW)
    send(client, "/forgot", email="late@x.example")
    assert db.session.scalars(select(Letter.kind)).all() == ["approved"]
    letters.release(held, at=NOW)
    send(client, "/forgot", email="late@x.example")
    assert db.session.scalars(select(Letter.kind).order_by(Letter.id)).all() == ["approved", "password"]


def test_an_address_in_look_alike_letters_leads_only_to_its_owner(client: Client) -> None:
    a_person(email="kate@x.example", at=NOW)
    send(client, "/forgot", email="\u212aate@x.example")
    assert set(db.session.scalars(select(Letter.to))) <= {"kate@x.example"}
