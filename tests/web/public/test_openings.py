"""Being told when the doors open."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain import openings, programs
from portal.models.joining.consent import Consent
from portal.models.letter import Letter
from portal.models.program import Doors
from portal.web.openings import tell
from tests.conftest import NOW, Client
from tests.support.forms import send


@pytest.fixture(autouse=True)
def paused(app: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is February, and the doors are paused until June."""
    monkeypatch.setattr("portal.clock.now", lambda: NOW)
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
    programs.change({"doors": Doors.OPEN, "opens_on": None}, by=None, at=NOW)
    assert "/told" not in client.get("/").text


def test_on_the_day_the_worker_tells_them_once(client: Client) -> None:
    send(client, "/", to="/told", email="new@x.example")
    before = datetime(2026, 5, 31, 12, tzinfo=UTC)
    assert [tell(by=None, at=before + timedelta(days=days)) for days in (0, 1, 2)] == [0, 1, 0]
    kinds = db.session.scalars(select(Letter.kind).order_by(Letter.id))
    assert list(kinds) == ["opening", "doors_open"]


def test_after_the_last_day_the_page_says_closed(client: Client) -> None:
    programs.change({"doors": Doors.OPEN, "opens_on": None, "closes_on": date(2026, 2, 1)}, by=None, at=NOW)
    page = client.get("/").text
    assert "Applications are closed" in page
    assert "Open until" not in page
