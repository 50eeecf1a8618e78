"""Limits hold across processes, by visitor and by account."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace

import pytest
from flask import Flask
from flask_migrate import upgrade

from portal.app import create_app
from portal.config import ROOT, Config
from portal.db import db
from portal.domain.people import staff
from portal.models.person import Role
from portal.web.limits import limiter
from tests.conftest import NOW
from tests.support.forms import resend, send
from tests.support.rows import PASSWORD

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


def test_counting_does_not_wait_for_the_request_it_belongs_to(guarded: Flask) -> None:
    client = guarded.test_client()
    send(client, "/login", email="ada@x.example", password=PASSWORD)
    start = time.monotonic()
    again = send(client, "/login", email="ada@x.example", password=PASSWORD)
    wrong = send(client, "/account/password", current="a guess of theirs", password=NEW, again=NEW)
    right = send(client, "/account/password", current=PASSWORD, password=NEW, again=NEW)
    assert [answer.status_code for answer in (again, wrong, right)] == [303, 422, 303]
    assert time.monotonic() - start < 10, "the database's patience is fifteen seconds"
