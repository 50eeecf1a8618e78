"""Limits hold across processes, by visitor and by account."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from lxml import html
from sqlalchemy import select

from portal import clock
from portal.app import create_app
from portal.config import ROOT, Config
from portal.db import db
from portal.domain.people import staff
from portal.domain.programs import day_of
from portal.domain.working import activity_types
from portal.models.person import Role
from portal.models.working.submission import Submission
from portal.web import limits
from portal.web.limits import limiter
from tests.conftest import NOW
from tests.support.forms import resend, send
from tests.support.rows import PASSWORD
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type, an_action

NEW = "seven quiet green bicycles"


def knock(config: Config, *, spread: str, storage: str | None = None) -> Counter[int]:
    """Sixty tries to sign in, from four processes at once; return how often each status came."""
    app = create_app(config)
    with app.app_context():
        upgrade()
        db.engine.dispose()
    asked = {"database": config.database_url, "var": str(config.var), "storage": storage}
    processes = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.support.knocking",
                json.dumps(asked | {"process": number, "tries": 15, "spread": spread}),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return Counter(status for process in processes for status in json.loads(process.communicate()[0]))


@pytest.mark.parametrize("spread", ["accounts", "addresses"])
def test_of_sixty_tries_in_four_processes_ten_pass(elsewhere: Config, spread: str) -> None:
    assert knock(elsewhere, spread=spread) == {422: 10, 429: 50}


def test_counting_in_each_process_alone_would_let_more_pass(elsewhere: Config) -> None:
    assert knock(elsewhere, spread="accounts", storage="memory://")[422] == 40


@pytest.fixture
def guarded(elsewhere: Config) -> Flask:
    """A portal of its own whose limits are on, with Ada on the staff."""
    app = create_app(replace(elsewhere, mode="development"))
    with app.app_context():
        upgrade()
        limiter.reset()
        staff.add("ada@x.example", name="Ada", role=Role.ADMIN, password=PASSWORD, by=None, at=NOW)
        db.session.commit()
        db.session.remove()
    return app


def test_who_guesses_from_everywhere_does_not_keep_the_owner_out(guarded: Flask) -> None:
    home, stranger = guarded.test_client(), guarded.test_client()
    assert send(home, "/login", email="ada@x.example", password=PASSWORD).status_code == 303
    page, seen = stranger.get("/login"), []
    for number in range(12):
        stranger.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        seen.append(resend(stranger, page, email="Ada@x.example", password="a guess of theirs").status_code)
    assert seen == [422] * 9 + [429] * 3
    guess = resend(stranger, page, email="\tada@x.example\x01", password=PASSWORD)
    assert guess.status_code == 429, "another spelling of the address is no other account"
    send(home, "/account", to="/logout")
    assert send(home, "/login", email="ada@x.example", password=PASSWORD).status_code == 303


def test_a_known_browser_is_known_to_one_account_and_has_an_end_too(guarded: Flask) -> None:
    home = guarded.test_client()
    send(home, "/login", email="ada@x.example", password=PASSWORD)
    send(home, "/account", to="/logout")
    forged = guarded.test_client()
    forged.set_cookie("known", "WyJhIiwiYiJd.forged")
    page, seen = home.get("/login"), []
    for number in range(12):
        home.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        seen.append(resend(home, page, email="ada@x.example", password="a guess of theirs").status_code)
    assert seen == [422] * 10 + [429] * 2
    assert send(forged, "/login", email="ada@x.example", password=PASSWORD).status_code == 303


def test_too_many_tries_are_told_in_words(guarded: Flask) -> None:
    client = guarded.test_client()
    page = client.get("/forgot")
    answers = [resend(client, page, email=f"{number}@x.example") for number in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert "Too many tries in a short time" in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) <= 60


def test_ten_previews_a_minute_are_set_and_keeping_is_not_counted(guarded: Flask) -> None:
    client = guarded.test_client()
    send(client, "/login", email="ada@x.example", password=PASSWORD)
    page = client.get("/admin/documents/words/pack")
    csrf = html.fromstring(page.text).xpath("//input[@name='csrf']/@value")[0]
    typed = {"csrf": csrf, "words-hello": "{{ nmae }}", "words-closing": ""}
    seen = [client.post("/admin/documents/words/pack/preview", data=typed).status_code for _ in range(12)]
    assert seen == [422] * 10 + [429] * 2
    assert client.post("/admin/documents/words/pack", data=typed).status_code == 422


def test_counting_does_not_wait_for_the_request_it_belongs_to(guarded: Flask) -> None:
    client = guarded.test_client()
    send(client, "/login", email="ada@x.example", password=PASSWORD)
    start = time.monotonic()
    again = send(client, "/login", email="ada@x.example", password=PASSWORD)
    wrong = send(client, "/account/password", current="a guess of theirs", password=NEW, again=NEW)
    right = send(client, "/account/password", current=PASSWORD, password=NEW, again=NEW)
    assert [answer.status_code for answer in (again, wrong, right)] == [303, 422, 303]
    assert time.monotonic() - start < 10, "the database's patience is fifteen seconds"


def an_author(guarded: Flask, *, counted: int, name: str = "Bea Marsh") -> tuple[FlaskClient, int]:
    """An ambassador who is signed in and sent in so many pieces within this hour, and the id of a type."""
    with guarded.app_context():
        membership, kind = an_ambassador(at=NOW), activity_types.in_use()
        membership.person.name = name
        kind_id = kind[0].id if kind else a_type("Content").id
        email, whose = membership.person.email, f"pieces:{membership.person_id}"
        db.session.commit()
        if counted:
            limiter.limiter.hit(limits.PIECES, whose, cost=counted)
    client = guarded.test_client()
    assert send(client, "/login", email=email, password=PASSWORD).status_code == 303
    return client, kind_id


def titles(guarded: Flask) -> list[str]:
    with guarded.app_context():
        return list(db.session.scalars(select(Submission.title).order_by(Submission.id)))


def typed(kind: int, title: str) -> dict[str, str]:
    link = f"https://posts.example/{title}"
    return {"activity_type": str(kind), "title": title, "link": link, "minutes": "5", "disclosed": "y"}


def test_who_sends_in_sixty_pieces_waits_and_loses_nothing_of_what_was_typed(guarded: Flask) -> None:
    client, kind = an_author(guarded, counted=59)
    first = send(
        client, "/me/submissions/new", to="/me/submissions", button="send", **typed(kind, "Sixtieth")
    )
    assert first.status_code == 303
    page = client.get("/me/submissions/new")
    start = time.monotonic()
    over = resend(client, page, to="/me/submissions", button="send", **typed(kind, "One-more"))
    assert time.monotonic() - start < 10, "the count does not wait for the request it belongs to"
    assert over.status_code == 422
    assert "That is more than 60 pieces within an hour, which is as much as we take." in over.text
    form = html.fromstring(over.text).xpath("//form[@action='/me/submissions']")[0]
    kept = dict(form.form_values())
    assert {name: kept[name] for name in typed(kind, "One-more")} == typed(kind, "One-more")
    assert titles(guarded) == ["Sixtieth"]
    other, kind = an_author(guarded, counted=0)
    again = send(
        other, "/me/submissions/new", to="/me/submissions", button="send", **typed(kind, "Of-another")
    )
    assert (again.status_code, titles(guarded)) == (303, ["Sixtieth", "Of-another"])


def test_drafts_sent_in_together_count_each_and_what_was_refused_does_not(guarded: Flask) -> None:
    client, kind = an_author(guarded, counted=55)
    links = {"about": f"type-{kind}", "links": "https://a.example/1\nhttps://a.example/2", "minutes": "5"}
    assert send(client, "/me/links", disclosed="y", licensed="y", **links).status_code == 303, "56"
    drafts = client.get("/me/submissions?state=draft")
    with guarded.app_context():
        ids = [str(each) for each in db.session.scalars(select(Submission.id).order_by(Submission.id))]
    over = resend(client, drafts, to="/me/sendings", id=[*ids, *ids, ids[0]])
    assert over.status_code == 409
    assert "That is more than 60 pieces within an hour" in over.text
    assert resend(client, drafts, to="/me/sendings", id=ids).status_code == 303, "58"
    assert "2 pieces are sent in." in client.get("/me/submissions").text
    for _ in range(3):
        last = send(
            client, "/me/links", disclosed="y", licensed="y", **links | {"links": "https://a.example/3"}
        )
    assert last.status_code == 422
    assert "https://a.example/3" in last.text


def test_the_quick_way_counts_as_well(guarded: Flask) -> None:
    client, _kind = an_author(guarded, counted=60)
    with guarded.app_context():
        now = clock.now()
        action = an_action(on=day_of(now), at=now, evidence_link=True).id
        db.session.commit()
    token = html.fromstring(client.get("/me/links").text).xpath("//input[@name='csrf']/@value")[0]
    sent = {"csrf": token, "link": "https://a.example/1", "minutes": "5", "disclosed": "y"}
    over = client.post(f"/me/actions/{action}/link", data=sent, headers={"HX-Request": "true"})
    assert (over.status_code, titles(guarded)) == (422, [])
    assert "That is more than 60 pieces within an hour" in over.text
    assert 'value="https://a.example/1"' in over.text
