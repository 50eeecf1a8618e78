"""The web server and the worker as processes that a test may kill, and people who ask all the same."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask
from lxml import html

from portal import clock
from portal.config import ROOT, Config
from portal.db import transaction
from portal.domain.people import sign_ins
from portal.models.person import Person
from tests.support.site import free_port


def until(happened: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something has happened in another process or connection."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)  # neither tells anybody


class Mortal:
    """A command of the portal, in a process group of its own, on the database of `app`."""

    def __init__(self, app: Flask, command: list[str], **settings: str) -> None:
        config: Config = app.extensions["portal"]
        self._command = command
        self._log = config.var / f"{command[-1].replace('/', '-')}.log"
        self.settings = {
            "PORTAL_MODE": "test",
            "PORTAL_SECRET_KEY": config.secret_key,
            "PORTAL_DATABASE_URL": config.database_url,
            "PORTAL_PUBLIC_URL": config.public_url,
            "PORTAL_VAR": str(config.var),
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; nothing is waited for."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=kept | self.settings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it and all that it started, at once, without a word."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    @property
    def said(self) -> str:
        """Return all that it has written."""
        return self._log.read_text() if self._log.exists() else ""


class Server(Mortal):
    """bin/web, on a port that stays its own through every death."""

    def __init__(self, app: Flask, **settings: str) -> None:
        self.port = free_port()
        super().__init__(app, ["bin/web"], PORT=str(self.port), **settings)

    def answers(self) -> bool:
        """Whether it answers now."""
        try:
            return Browser(self.port).ask("GET", "/healthz").status == 200
        except (OSError, http.client.HTTPException):
            return False


class Worker(Mortal):
    """The worker, with a mail server to hand letters to."""

    def __init__(self, app: Flask, mail_url: str) -> None:
        super().__init__(app, [sys.executable, "-m", "portal.worker"], PORTAL_MAIL_URL=mail_url)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    location: str = ""


@dataclass
class Browser:
    """One who sends requests over a new connection each, with the cookie and the token of their session."""

    port: int
    cookie: str = ""
    token: str = ""

    def ask(self, method: str, address: str, **typed: str) -> Answer:
        """Send one request. Raises `OSError` or `HTTPException` where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrf": self.token, **typed}) if method == "POST" else None
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode(), answer.headers.get("Location", ""))
        finally:
            connection.close()

    def post(self, address: str, **typed: str) -> Answer:
        """Send a form."""
        return self.ask("POST", address, **typed)


def signed_in(app: Flask, person: Person, port: int, *, page: str) -> Browser:
    """Return a browser in which `person` has signed in and opened `page`, which has a form."""
    _sign_in, token = transaction(
        lambda: sign_ins.begin(person, how="password", address="", browser="Test", at=clock.now())
    )
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    with app.app_context():
        opened = html.fromstring(client.get(page).text)
    form, cookie = opened.xpath("string(//input[@name='csrf']/@value)"), client.get_cookie("portal")
    assert form
    assert cookie
    return Browser(port, f"portal={cookie.value}", form)


def stubbornly(ask: Callable[[], Answer], over: threading.Event) -> Answer | None:
    """Ask until somebody answers; None when it is over before."""
    while not over.is_set():
        try:
            return ask()
        except (OSError, http.client.HTTPException):
            over.wait(0.05)
    return None
