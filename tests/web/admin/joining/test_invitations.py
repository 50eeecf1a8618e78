"""Inviting by one form and by a list, and the list of those who were asked."""

import csv
import io

import pytest
from lxml import html
from sqlalchemy import event, select

from portal import clock
from portal.db import db
from portal.domain.joining import invitations
from portal.models.joining.invitation import Invitation
from portal.models.letter import Letter
from portal.models.person import Person, Role
from tests.conftest import NOW, Client
from tests.support.forms import resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_applying import a_sent_one, link, open_doors

NEW = "/admin/invitations/new"


@pytest.fixture
def manager(client: Client) -> Person:
    open_doors()
    person = a_person(role=Role.MANAGER, at=NOW, name="Ines")
    client.sign_in(person)
    return person


def kept() -> list[tuple[str, str]]:
    return [
        (each.email, each.name) for each in db.session.scalars(select(Invitation).order_by(Invitation.id))
    ]


def chosen(client: Client, body: bytes) -> object:
    """Choose a file on the form of a list, and look at it."""
    page = client.get(NEW)
    csrf = html.fromstring(page.text).xpath("string(//input[@id='csrf-many']/@value)")
    return client.post(
        "/admin/invitations/lists",
        data={"csrf": csrf, "file": (io.BytesIO(body), "people.csv")},
        content_type="multipart/form-data",
    )


def test_one_person_is_invited_once(client: Client, manager: Person) -> None:
    to = "/admin/invitations/new"
    answer = send(client, NEW, to=to, name="Noor", email="Noor@post.example", note="", referrer=manager.email)
    assert answer.headers["Location"] == "/admin/invitations"
    assert "Invited. A letter to Noor@post.example is on the way." in client.get("/admin/invitations").text
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.kind, letter.to) == ("invitation", "noor@post.example")
    assert "Ines invites you" in letter.text
    again = send(client, NEW, to=to, name="Noor", email="noor@post.example", referrer="who@post.example")
    assert wrongs(again) == {"referrer": "Nobody here has this address."}
    twice = resend(client, again, to=to, referrer="")
    assert wrongs(twice) == {"email": "noor@post.example was asked already."}
    assert kept() == [("noor@post.example", "Noor")]


def test_a_list_is_shown_line_by_line_and_sent_only_then(client: Client, manager: Person) -> None:
    body = (
        "email,name\nnoor@post.example,نور\nbad,<b>Bad</b>\nnoor@post.example,Noor\n=cmd@post.example,Eve\n"
    )
    page = chosen(client, body.encode())
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in html.fromstring(page.text).xpath("//tbody/tr")  # type: ignore[attr-defined]
    ]
    assert rows == [
        ["3", "bad", "<b>Bad</b>", "“bad” is not a mail address."],
        ["4", "noor@post.example", "Noor", "The same address stands in line 2."],
        ["2", "noor@post.example", "نور", ""],
        ["5", "=cmd@post.example", "Eve", ""],
    ]
    assert kept() == []
    assert db.session.scalars(select(Letter)).all() == []
    answer = resend(client, page, to="/admin/invitations/sendings")  # type: ignore[arg-type]
    assert answer.headers["Location"] == "/admin/invitations"
    assert "2 people invited." in client.get("/admin/invitations").text
    assert kept() == [("noor@post.example", "نور"), ("=cmd@post.example", "Eve")]
    sheet = client.get("/admin/invitations/list.csv").data.decode("utf-8-sig")
    assert [row[1] for row in csv.reader(io.StringIO(sheet))][1:] == [
        "'=cmd@post.example",
        "noor@post.example",
    ]
    again = resend(client, page, to="/admin/invitations/sendings")  # type: ignore[arg-type]
    assert again.status_code == 409
    assert len(kept()) == 2


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "The first line must name the columns"),
        (b"\x89PNG\r\n\x1a\n\xff", "not text in UTF-8"),
        (b"email\n", "There is nobody on this list."),
    ],
)
def test_what_is_no_list_is_said_beside_the_field(
    client: Client, manager: Person, body: bytes, why: str
) -> None:
    answer = chosen(client, body)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert why in wrongs(answer)["file"]  # type: ignore[arg-type]


def test_reviewers_and_directors_invite_nobody(client: Client) -> None:
    for role in (Role.REVIEWER, Role.DIRECTOR):
        client.sign_in(a_person(role=role, at=NOW))
        assert {client.get(each).status_code for each in ("/admin/invitations", NEW)} == {403}


def test_the_list_is_searched_and_narrowed_and_reads_the_same_for_one_and_thirty(
    client: Client, manager: Person
) -> None:
    def count(address: str) -> tuple[int, str]:
        said: list[str] = []
        watch = lambda *args: said.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", watch)
        text = client.get(address).text
        event.remove(db.engine, "before_cursor_execute", watch)
        return len(said), text

    facts = {"note": "", "referrer": manager, "by": manager, "link": link, "at": clock.now()}
    invitations.invite("first@post.example", name="First", **facts)
    one, _text = count("/admin/invitations")
    for number in range(30):
        invitations.invite(f"p{number}@post.example", name=f"Person {number}", **facts)
    many, text = count("/admin/invitations")
    assert one == many
    assert "31 people asked" in text
    assert "first@post.example" in count("/admin/invitations?q=FIRST")[1]
    assert "first@post.example" not in count("/admin/invitations?q=FIRST&state=opened")[1]
    assert "Nobody fits that" in count("/admin/invitations?kind=nominated")[1]


def test_the_funnel_counts_each_source_apart(client: Client, manager: Person) -> None:
    client.get("/apply")
    a_sent_one(at=clock.now())
    page = html.fromstring(client.get("/admin/invitations").text)
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//section[@id='funnel']//tbody/tr")]
    assert rows == [
        ["Open form", "1", "1", "1", "0"],
        ["Invited", "0", "0", "0", "0"],
        ["Nominated", "0", "0", "0", "0"],
    ]
