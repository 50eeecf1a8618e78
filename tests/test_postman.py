"""Delivering letters to a real mail server: once, later, or never, with the server's words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.config import Config
from portal.db import db
from portal.domain.post import deliveries, letters
from portal.models.file import File
from portal.models.letter import Letter, LetterState
from portal.postman import deliver_next
from tests.support.mailbox import Mailbox, free_port, mail_server

LINK = "https://p.example/welcome/kJ3vXq0Zt1r8WmYd5uPbLs7n"


@pytest.fixture
def mailbox() -> Mailbox:
    """An empty mailbox."""
    return Mailbox()


@pytest.fixture
def post(app: Flask, mailbox: Mailbox, config: Config) -> Iterator[Flask]:
    """The portal with a mail server."""
    with mail_server(mailbox) as url:
        app.extensions["portal"] = replace(config, mail_url=url, mail_from="portal@p.example")
        yield app
    app.extensions["portal"] = config


def a_letter(to: str = "ada@x.example", name: str = "Ada", **values: object) -> Letter:
    letter = letters.post(
        "welcome", to=to, to_name=name, at=clock.now(), link=LINK, again="https://p.example/forgot", **values
    )
    db.session.commit()
    return letter


def delivered(now: datetime | None = None) -> bool:
    """Let the postman take the next letter, now or at a moment; return whether there was one."""
    return deliver_next(now=lambda: now or clock.now())


def test_a_letter_is_delivered_once_with_both_parts(post: Flask, mailbox: Mailbox) -> None:
    store = post.extensions["store"]
    pdf = File(sha256=store.keep(b"%PDF-1"), size=6, media_type="application/pdf", name="Überblick.pdf",
               at=clock.now())  # fmt: skip
    letter = a_letter(name="Łukasz عائشة", attachment=pdf)
    message_id = letter.message_id
    assert [delivered(), delivered()] == [True, False]
    (mail,) = mailbox.mails
    assert mailbox.receivers == [["ada@x.example"]]
    assert (mail["Subject"], mail["To"], mail["Message-ID"]) == (
        "You are in, Łukasz عائشة",
        "Łukasz عائشة <ada@x.example>",
        message_id,
    )
    assert (mail["From"], mail["Auto-Submitted"]) == (
        "Ambassador program <portal@p.example>",
        "auto-generated",
    )
    assert mail["Date"].datetime.tzinfo is not None
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert f"Choose a password: {LINK}" in text.get_content()
    assert f'<a href="{LINK}"' in html.get_content()
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Überblick.pdf", b"%PDF-1")
    kept = db.session.get_one(Letter, letter.id)
    assert (kept.state, kept.error, kept.attempts) == (LetterState.SENT, "", 1)
    assert kept.sent_at is not None
    assert "https://p.example/welcome/…" in kept.text
    assert LINK not in kept.text + kept.html


def test_a_letter_says_where_letters_like_it_end(post: Flask, mailbox: Mailbox) -> None:
    leave = "https://p.example/told/1"
    letters.post(
        "doors_open", to="ada@x.example", at=clock.now(), link="https://p.example/apply", leave=leave
    )
    assert delivered() is True
    assert mailbox.mails[0]["List-Unsubscribe"] == f"<{leave}>"


def test_a_dead_server_means_later_with_its_words(app: Flask, config: Config, mailbox: Mailbox) -> None:
    port = free_port()
    app.extensions["portal"] = replace(config, mail_url=f"smtp://127.0.0.1:{port}")
    try:
        letter = a_letter()
        before = clock.now()
        assert delivered() is False
        assert (letter.state, letter.attempts) == (LetterState.QUEUED, 1)
        assert "refused" in letter.error
        assert timedelta(seconds=59) < letter.not_before - before < timedelta(seconds=75)
        assert delivered() is False
        assert letter.attempts == 1
        letter.not_before = clock.now()
        with mail_server(mailbox, port):
            assert delivered() is True
        assert (letter.state, letter.error, len(mailbox.mails)) == (LetterState.SENT, "", 1)
    finally:
        app.extensions["portal"] = config


def test_without_a_server_letters_stay(app: Flask) -> None:
    letter = a_letter()
    assert delivered() is False
    assert (letter.state, letter.attempts) == (LetterState.QUEUED, 0)


def test_a_mailbox_that_does_not_exist_fails_at_once(post: Flask, mailbox: Mailbox) -> None:
    wrong, right = a_letter(to="nobody@x.example"), a_letter()
    assert [delivered(), delivered(), delivered()] == [True, True, False]
    assert (wrong.state, wrong.error) == (LetterState.FAILED, "550 5.1.1 No such mailbox")
    assert right.state == LetterState.SENT


def test_a_full_mailbox_is_tried_again_and_given_up_in_the_end(post: Flask, mailbox: Mailbox) -> None:
    letter = a_letter()
    waited = []
    for _ in range(len(deliveries.PAUSES) + 1):
        mailbox.answers = ["452 4.2.2 Mailbox full"]
        letter.not_before = before = clock.now()
        assert delivered() is True
        waited.append(round((letter.not_before - before).total_seconds() / 60))
    assert waited == [1, 5, 15, 60, 240, 720, 0]
    assert (letter.state, letter.error) == (LetterState.FAILED, "452 4.2.2 Mailbox full")


def test_an_address_that_is_none_fails_without_a_server_being_asked(post: Flask, mailbox: Mailbox) -> None:
    letter = a_letter(to="no address")
    assert delivered() is True
    assert letter.state == LetterState.FAILED
    assert mailbox.begun == 0


def test_a_letter_in_hand_is_left_alone_until_the_lease_is_over(app: Flask) -> None:
    letter = a_letter()
    now = datetime.now(UTC)
    assert deliveries.claim(at=now) is letter
    assert deliveries.claim(at=now + timedelta(minutes=9)) is None
    message_id = letter.message_id
    again = deliveries.claim(at=now + deliveries.LEASE)
    assert again is letter
    assert (letter.attempts, letter.message_id) == (2, message_id)


def test_a_letter_that_breaks_off_each_time_is_given_up_and_holds_nobody_up(app: Flask) -> None:
    letter, other = a_letter(), a_letter(name="Next")
    now = datetime.now(UTC)
    other.not_before = now + timedelta(days=30)
    for _ in range(len(deliveries.PAUSES) + 1):
        assert deliveries.claim(at=now) is letter
        now += deliveries.LEASE
    assert deliveries.claim(at=now + timedelta(days=40)) is other
    assert (letter.state, letter.error) == (LetterState.FAILED, deliveries.BROKE_OFF)


def test_letters_with_a_date_wait_for_it(post: Flask, mailbox: Mailbox) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    letter = a_letter(not_before=tomorrow)
    assert delivered() is False
    assert db.session.scalars(select(Letter.state)).all() == [letter.state] == [LetterState.QUEUED]
    assert delivered(tomorrow - timedelta(seconds=1)) is False
    assert delivered(tomorrow) is True
    assert (letter.state, letter.sent_at) == (LetterState.SENT, tomorrow)
    assert mailbox.mails[0]["Date"].datetime == tomorrow.replace(microsecond=0)
