"""Where an application stands, withdrawing it, finding it again, and shut doors."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask_migrate import upgrade
from lxml import html
from sqlalchemy import select

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.domain.joining import applications
from portal.models.joining.application import Application, ApplicationState, Source
from portal.models.joining.decision import Decision, Outcome
from portal.models.joining.visit import Visit
from portal.models.letter import Letter, LetterState
from portal.models.person import Role
from portal.models.program import Doors
from portal.web.limits import limiter
from tests.conftest import Client
from tests.support.forms import headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_applying import ANSWERS, a_full_draft, a_sent_one, open_doors


@pytest.fixture(autouse=True)
def _open(app: Flask) -> None:
    open_doors()


def told(application: Application, outcome: Outcome, **values: object) -> Letter:
    """Decide on an application, with a letter on its way."""
    now = clock.now()
    letter = Letter(
        kind=outcome.value,
        to=application.email,
        subject="Your application",
        text="",
        html="",
        message_id="<one@x.example>",
        state=LetterState.QUEUED,
        created_at=now,
        not_before=now,
    )
    db.session.add(letter)
    db.session.flush()
    decision = Decision(
        application_id=application.id,
        outcome=outcome,
        reason="fit",
        by_id=a_person(role=Role.ADMIN, at=now).id,
        at=now,
        subject="Your application",
        body="We read it **twice**.",
        letter_id=letter.id,
        **values,
    )
    db.session.add(decision)
    application.state = ApplicationState(outcome.value)
    db.session.flush()
    return letter


def test_the_page_says_whose_turn_it_is_and_until_when(client: Client) -> None:
    application, token = a_sent_one(at=clock.now())
    page = client.get(f"/apply/{token}")
    assert headline(page).startswith("You will hear by ")
    steps = [" ".join(each.text_content().split()) for each in html.fromstring(page.text).xpath("//ol/li")]
    assert steps[0].startswith("Sent")
    assert "Two people read it" in steps[1]
    assert "Not started." in steps[1]
    assert "Correct your answers" in page.text
    application.state = ApplicationState.IN_REVIEW
    page = client.get(f"/apply/{token}")
    assert "Started." in page.text
    assert "Correct your answers" not in page.text
    assert "Withdraw" in page.text


def test_a_decision_shows_only_once_it_was_sent(client: Client) -> None:
    application, token = a_sent_one(at=clock.now())
    day = clock.now().date() + timedelta(days=90)
    letter = told(application, Outcome.DECLINED, reapply_on=day, quiet=True)
    letter.state = LetterState.HELD
    before = client.get(f"/apply/{token}")
    assert headline(before).startswith("You will hear by ")
    assert "twice" not in before.text
    letter.state = LetterState.QUEUED
    after = client.get(f"/apply/{token}")
    assert headline(after) == "Not this time"
    assert "<strong>twice</strong>" in after.text
    assert "You can apply again from" in after.text
    assert "Withdraw" not in after.text


def test_who_is_approved_is_led_to_the_letter_and_sees_no_welcome_link(client: Client) -> None:
    application, token = a_sent_one(at=clock.now())
    told(application, Outcome.APPROVED)
    page = client.get(f"/apply/{token}")
    assert headline(page) == "Yes. You are in"
    assert "twice" not in page.text


def test_withdrawing_says_first_what_it_does(client: Client) -> None:
    application, token = a_sent_one(at=clock.now())
    page = client.get(f"/apply/{token}/withdrawal")
    assert "This cannot be undone." in page.text
    assert application.withdrawn_at is None
    assert resend(client, page).headers["Location"] == f"/apply/{token}"
    after = client.get(f"/apply/{token}")
    assert "Application withdrawn." in after.text
    assert headline(after) == "You took this application back"
    assert application.state is ApplicationState.WITHDRAWN
    assert client.get(f"/apply/{token}/withdrawal").status_code == 303


def test_an_address_that_applied_and_one_that_did_not_see_the_same(client: Client) -> None:
    a_sent_one(at=clock.now(), email="nell@post.example")
    seen = []
    for email in ("nell@post.example", "new@post.example"):
        answer = send(client, "/apply", email=email, **ANSWERS["you"])
        token = answer.headers["Location"].split("/")[2]
        pages = [answer.headers["Location"].replace(token, "T")]
        for name in ("work", "audience", "ties", "why"):
            answer = send(client, f"/apply/{token}/{name}", **ANSWERS[name])
        answer = send(client, f"/apply/{token}/answers", rules="y", consent="y")
        number = db.session.scalars(select(Application).order_by(Application.id.desc())).first()
        assert number
        for place in ("", "/answers", "/withdrawal", "/why"):
            text = client.get(f"/apply/{token}{place}").text
            plain = html.fromstring(text).xpath("string(//main)")
            pages.append(plain.replace(email, "E").replace(str(number.number), "N"))
        seen.append([" ".join(page.split()) for page in pages])
    assert seen[0] == seen[1]
    lost = [send(client, "/apply/again", email=email) for email in ("nell@post.example", "no@post.example")]
    assert [each.headers["Location"] for each in lost] == ["/apply/again"] * 2


def test_a_draft_that_was_forgotten_leads_nowhere(client: Client) -> None:
    _application, token = a_full_draft(at=clock.now() - applications.DRAFT_LASTS - timedelta(days=1))
    for path in (f"/apply/{token}", f"/apply/{token}/why"):
        page = client.get(path)
        assert (page.status_code, "There is nothing here" in page.text) == (404, True)
        assert 'href="/apply/again"' in page.text


@pytest.mark.parametrize("doors", [Doors.PAUSED, Doors.CLOSED])
def test_shut_doors_say_when_they_open(client: Client, doors: Doors) -> None:
    page = client.get("/apply")
    _application, token = a_full_draft(at=clock.now())
    day = clock.now().date() + timedelta(days=40)
    open_doors(doors, opens_on=day)
    said = f"{day:%A} {day.day} {day:%B}"
    assert said in headline(client.get("/apply"))
    late = resend(client, page, email="nell@post.example", **ANSWERS["you"])
    assert late.status_code == 422
    assert f"Applications are {doors.value}. They open on {day.day} {day:%B %Y}." in wrongs(late)[""]
    assert "Nell Harker" in late.text
    sending = send(client, f"/apply/{token}/answers", rules="y", consent="y")
    assert f"They open on {day.day}" in wrongs(sending)[""]


def test_looks_at_the_form_are_counted_without_persons(client: Client) -> None:
    for _ in range(3):
        client.get("/apply")
    send(client, "/apply", email="nell@post.example", **ANSWERS["you"])
    seen = db.session.scalars(select(Visit)).all()
    assert [(each.on, each.source, each.seen) for each in seen] == [
        (date.today(), Source.ORGANIC, 4)  # noqa: DTZ011
    ]


def test_too_much_in_a_short_time_loses_nothing(elsewhere: Config) -> None:
    app = create_app(replace(elsewhere, mode="development"))
    with app.app_context():
        upgrade()
        limiter.reset()
        open_doors()
        db.session.commit()
        db.session.remove()
    client = app.test_client()
    page = client.get("/apply")
    typed = ANSWERS["you"] | {"name": "نيل هاركر"}
    answers = [resend(client, page, email="nell@post", **typed) for _ in range(11)]
    assert [each.status_code for each in answers] == [422] * 10 + [429]
    assert "Nothing you typed is lost: wait a minute" in wrongs(answers[-1])[""]
    assert "نيل هاركر" in answers[-1].text
