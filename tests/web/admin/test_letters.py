"""The outbox: reading letters, trying again, calling back, and what is not shown to others."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from portal.config import Config
from portal.db import db
from portal.domain.post import deliveries, letters
from portal.models.joining.decision import Decision, Outcome
from portal.models.letter import Letter, LetterState
from portal.models.person import Person, Role
from tests.conftest import NOW, Client
from tests.support.forms import headline
from tests.support.rows import a_person
from tests.support.rows_joining import an_application

TOKEN = "kJ3vXq0Zt1r8WmYd5uPbLs7n"
LINK = f"https://p.example/welcome/{TOKEN}"


@pytest.fixture
def manager(client: Client) -> Person:
    """A manager, signed in."""
    person = a_person(role=Role.MANAGER, at=NOW)
    client.sign_in(person)
    return person


@pytest.fixture
def production(app: Flask, config: Config) -> Iterator[Flask]:
    """The portal as it shows letters in production."""
    app.extensions["portal"] = replace(config, mode="production", mail_url="smtp://localhost")
    yield app
    app.extensions["portal"] = config


def a_letter(name: str = "Ada", **values: object) -> Letter:
    return letters.post(
        "welcome", to="ada@x.example", to_name=name, at=NOW, link=LINK, again="https://p.example/f", **values
    )


def failed(letter: Letter, why: str) -> Letter:
    assert deliveries.claim(at=NOW) is letter
    deliveries.refused(letter.id, why=why, for_good=True, at=NOW)
    return letter


def test_who_reads_the_outbox(client: Client) -> None:
    letter = a_letter()
    answers = {}
    for role in (*Role, None):
        client.sign_in(a_person(role=role, at=NOW))
        answers[role] = [
            client.get(f"/admin/outbox{rest}").status_code for rest in ("", f"/{letter.id}", "/0")
        ]
    no = [403] * 3
    assert answers == {
        Role.ADMIN: [200, 200, 404],
        Role.MANAGER: [200, 200, 404],
        Role.REVIEWER: no,
        Role.DIRECTOR: no,
        None: no,
    }


def test_the_list_by_state_words_and_kind(client: Client, manager: Person) -> None:
    failed(a_letter("Zoë"), "550 No such mailbox")
    a_letter("Ada")
    letters.send_text(to="b@x.example", at=NOW, subject="Not now", body="No.", kind="declined", hold=True)
    page = client.get("/admin/outbox")
    assert headline(page) == "One letter could not be delivered"
    assert [name in page.text for name in ("Zoë", ">Ada<", "b@x.example", "550 No such mailbox")] == [
        True
    ] * 4
    found = {
        query: [name in client.get(f"/admin/outbox?{query}").text for name in (">Zoë<", ">Ada<", "Not now")]
        for query in ("state=failed", "state=waiting", "state=held", "q=zoë", "kind=declined", "q=nothing")
    }
    assert found == {
        "state=failed": [True, False, False],
        "state=waiting": [False, True, False],
        "state=held": [False, False, True],
        "q=zoë": [True, False, False],
        "kind=declined": [False, False, True],
        "q=nothing": [False, False, False],
    }


def test_calling_back_can_be_undone_once(client: Client, manager: Person) -> None:
    letter = a_letter()
    post(client, letter, "recall")
    assert f'action="/admin/outbox/{letter.id}/return"' in client.get(f"/admin/outbox/{letter.id}").text
    assert post(client, letter, "return").status_code == 303
    assert letter.state == LetterState.QUEUED
    assert post(client, letter, "return").status_code == 409


def test_a_letter_of_a_decision_that_was_undone_stays_called_back(client: Client, manager: Person) -> None:
    letter = a_letter()
    undone = Decision(application=an_application(at=NOW), outcome=Outcome.DECLINED, by=manager, at=NOW)
    undone.reason, undone.subject, undone.body, undone.letter, undone.undone_at = "fit", "", "", letter, NOW
    db.session.add(undone)
    letters.cancel(letter)
    assert post(client, letter, "return").status_code == 409
    assert letter.state == LetterState.CANCELLED


def test_thirty_letters_cost_what_one_does(client: Client, manager: Person) -> None:
    a_letter()
    one = statements(client)
    for number in range(30):
        a_letter(f"Person {number}")
    assert statements(client) == one


def test_the_list_leaves_as_csv_and_that_is_written_down(client: Client, manager: Person) -> None:
    a_letter('=HYPERLINK("x")')
    sheet = client.get("/admin/outbox/list.csv")
    assert sheet.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=HYPERLINK" in sheet.text
    assert TOKEN not in sheet.text
    assert "Exported" in client.sign_in(a_person(role=Role.ADMIN, at=NOW)).get("/admin/audit").text


def test_a_letter_shows_both_parts_and_its_link(client: Client, manager: Person) -> None:
    letter = a_letter("<b>Eve</b>")
    page = client.get(f"/admin/outbox/{letter.id}").text
    assert page.count(LINK) == 2
    assert "<b>Eve</b>" not in page
    assert "hx-ignore" in page


def test_in_production_links_that_open_something_are_cut(
    client: Client, manager: Person, production: Flask
) -> None:
    letter = a_letter()
    page = client.get(f"/admin/outbox/{letter.id}").text
    assert TOKEN not in page
    assert "https://p.example/welcome/…" in page
    assert "cut short here" in page
    assert (
        TOKEN not in client.sign_in(a_person(role=Role.ADMIN, at=NOW)).get(f"/admin/outbox/{letter.id}").text
    )


def test_where_letters_are_kept_an_admin_reads_the_links(
    client: Client, manager: Person, app: Flask, config: Config
) -> None:
    letter = a_letter()
    app.extensions["portal"] = replace(config, mode="production")
    shown = [TOKEN in client.get(f"/admin/outbox/{letter.id}").text]
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    shown += [TOKEN in client.get(f"/admin/outbox/{letter.id}").text]
    app.extensions["portal"] = config
    assert shown == [False, True]


def test_a_letter_is_tried_again_once(client: Client, manager: Person) -> None:
    letter = failed(a_letter(), "550 No such mailbox")
    answer = post(client, letter, "attempt")
    assert answer.headers["Location"] == f"/admin/outbox/{letter.id}"
    assert (letter.state, letter.attempts) == (LetterState.QUEUED, 0)
    again = post(client, letter, "attempt")
    assert (again.status_code, "could not be delivered" in again.text) == (409, True)


def test_a_letter_is_called_back_but_not_from_a_decision(client: Client, manager: Person) -> None:
    letter = a_letter()
    held = letters.send_text(to="b@x.example", at=NOW, subject="No", body="No.", kind="declined", hold=True)
    assert post(client, letter, "recall").status_code == 303
    assert letter.state == LetterState.CANCELLED
    assert post(client, held, "recall").status_code == 409
    assert held.state == LetterState.HELD
    assert db.session.get_one(Letter, letter.id).state == LetterState.CANCELLED


def statements(client: Client) -> int:
    seen: list[str] = []
    listen = lambda *args: seen.append(args[2])  # noqa: E731
    event.listen(Engine, "before_cursor_execute", listen)
    client.get("/admin/outbox")
    event.remove(Engine, "before_cursor_execute", listen)
    return len(seen)


def post(client: Client, letter: Letter, deed: str):
    page = client.get("/admin/outbox").text
    csrf = page.split('name="csrf"')[1].split('value="')[1].split('"')[0]
    return client.post(f"/admin/outbox/{letter.id}/{deed}", data={"csrf": csrf})
