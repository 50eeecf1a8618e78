"""The page of somebody who was invited or nominated, and nominating."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.domain.joining import invitations
from portal.models.joining.application import Application, Source
from portal.models.joining.invitation import Invitation
from portal.models.joining.visit import Visit
from portal.models.letter import Letter
from portal.models.person import Role
from portal.models.program import Doors
from tests.conftest import NOW, Client
from tests.support.forms import headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_applying import ANSWERS, open_doors

NOMINATED = {
    "name": "Noor",
    "email": "noor@post.example",
    "note": "Nobody explains better.",
    "nominator_name": "Sam",
    "nominator_email": "sam@post.example",
}


@pytest.fixture(autouse=True)
def _open(app: Flask) -> None:
    open_doors()


def place() -> str:
    """The address in the last letter, without its host."""
    letter = db.session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()
    return letter.text.split("http://localhost")[1].split()[0].rstrip(">)")


def invited() -> str:
    by = a_person(role=Role.MANAGER, at=NOW, name="Ines")
    invitations.invite(
        "noor@post.example",
        name="Noor",
        note="We <b>read</b> you.",
        referrer=None,
        by=by,
        link=lambda token: f"http://localhost/apply/invited/{token}",
        at=clock.now(),
    )
    return place()


def test_an_invited_person_begins_with_name_and_address_filled_in(client: Client) -> None:
    here = invited()
    open_doors(Doors.PAUSED)
    page = client.get(here)
    assert "Ines invited you" in page.text
    assert "&lt;b&gt;read&lt;/b&gt;" in page.text
    answer = resend(client, page, town="Kendal", age_band="25-34")
    assert answer.headers["Location"].endswith("/work")
    application = db.session.scalars(select(Application)).one()
    assert (application.name, application.email, application.source) == (
        "Noor",
        "noor@post.example",
        Source.INVITED,
    )
    assert [(each.source, each.seen) for each in db.session.scalars(select(Visit))] == [(Source.INVITED, 1)]
    kept = db.session.scalars(select(Invitation)).one()
    assert kept.opened_at
    assert kept.confirmed_at


def test_saying_no_tells_first_and_then_deletes(client: Client) -> None:
    here = invited()
    page = client.get(f"{here}/refusal")
    assert "We delete your name" in page.text
    assert resend(client, page).headers["Location"] == "/"
    assert "Deleted. We will not write to you again about this." in client.get("/").text
    kept = db.session.scalars(select(Invitation)).one()
    assert (kept.name, "noor" in kept.email) == ("", False)
    over = client.get(here)
    assert (over.status_code, headline(over)) == (404, "This invitation is over")
    assert resend(client, page).headers["Location"] == "/"


def test_nominating_says_the_same_to_whoever_asks(client: Client) -> None:
    first = send(client, "/nominate", **NOMINATED)
    second = send(client, "/nominate", **NOMINATED)
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert [each.kind for each in db.session.scalars(select(Letter))] == ["nomination"]
    page = client.get("/nominate")
    assert "Thank you. If we may, we write to Noor, who decides." in page.text
    own = resend(client, page, **NOMINATED | {"nominator_email": "NOOR@post.example"})
    assert "This is your own address." in wrongs(own)["email"]
    assert "Nobody explains better." in own.text


def test_a_nominee_confirms_by_going_on(client: Client) -> None:
    sam = a_person(at=NOW, name="Sam", email="sam@post.example")
    client.sign_in(sam)
    page = client.get("/nominate")
    known = html.fromstring(page.text)
    assert known.xpath("string(//input[@id='nominator_email']/@value)") == "sam@post.example"
    resend(client, page, **NOMINATED)
    stranger = client.application.test_client()
    nominee = stranger.get(place())
    assert "Sam put your name forward" in nominee.text
    assert db.session.scalars(select(Application)).all() == []
    resend(stranger, nominee, **ANSWERS["you"])
    application = db.session.scalars(select(Application)).one()
    assert application.invitation
    assert (application.source, application.invitation.referrer_id) == (Source.NOMINATED, sam.id)


def test_an_invented_invitation_opens_nothing(client: Client) -> None:
    assert client.get("/apply/invited/x").status_code == 404
    csrf = html.fromstring(client.get("/apply").text).xpath("string(//input[@name='csrf']/@value)")
    forged = {**ANSWERS["you"], "csrf": csrf, "email": "eve@post.example"}
    assert client.post("/apply/invited/x", data=forged).status_code == 404
    assert db.session.scalars(select(Application)).all() == []
