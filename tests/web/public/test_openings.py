"""Being told when the doors open."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain import openings, programs
from portal.models.joining.consent import Consent
from portal.models.letter import Letter
from portal.models.program import Doors
from tests.conftest import NOW, Client
from tests.support.forms import send


@pytest.fixture(autouse=True)
def paused(app: object) -> None:
    """The doors are paused until June."""
    programs.change({"doors": Doors.PAUSED, "opens_on": date(2026, 6, 1)}, by=None, at=NOW)


def test_known_or_not_the_words_are_the_same(client: Client) -> None:
    answers = []
    for _twice in range(2):
        answer = send(client, "/", to="/told", email="New@X.example")
        answers.append(
            (answer.status_code, answer.headers["Location"], "We will write to you" in client.get("/").text)
        )
    assert answers == [(303, "/", True)] * 2
    (consent,) = db.session.scalars(select(Consent))
    assert (consent.email, consent.wording) == (
        "new@x.example",
        "One letter, on the day we open, and no other.",
    )
    assert [letter.kind for letter in db.session.scalars(select(Letter))] == ["opening"]


def test_the_link_of_the_letter_ends_it_with_one_button(client: Client) -> None:
    send(client, "/", to="/told", email="new@x.example")
    letter = db.session.scalars(select(Letter)).one()
    link = letter.text.split("http://localhost")[1].split()[0].rstrip(")>.")
    assert send(client, link, to=link).status_code == 303
    assert openings.waiting() == []
    assert "off the list" in client.get(link).text
    assert client.get(link + "x").status_code == 404


def test_a_wrong_address_is_said_so_and_kept(client: Client) -> None:
    answer = send(client, "/", to="/told", email="nobody at all")
    assert answer.status_code == 422
    assert 'value="nobody at all"' in answer.text
    assert "Type a mail address" in answer.text


def test_when_open_there_is_nothing_to_wait_for(client: Client) -> None:
    page = client.get("/").text
    assert "We open again on Monday 1 June" in page
    programs.change({"doors": Doors.OPEN}, by=None, at=NOW)
    assert "/told" not in client.get("/").text
