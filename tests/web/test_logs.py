"""Logs: a line of JSON for each request, by which nobody can be found."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.domain.people import staff
from portal.models.person import Role
from portal.web import logs
from tests.conftest import Client
from tests.support.forms import send
from tests.support.rows import PASSWORD

NAME, EMAIL, TOKEN = "Zebulonia Quux", "zebulonia@quux.example", "tok-zebulonia-quux-0123456789abcdef"


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """What is logged, parsed, once the test asks for it."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.start()
    root.handlers[0].setStream(stream)  # type: ignore[attr-defined]
    found: list[dict[str, Any]] = _Read(stream)
    yield found
    root.handlers[:] = before
    root.setLevel(level)


class _Read(list[dict[str, Any]]):
    def __init__(self, stream: io.StringIO) -> None:
        super().__init__()
        self.stream = stream

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter([json.loads(line) for line in self.stream.getvalue().splitlines()])


def test_a_request_is_one_line_without_anybody_in_it(
    client: Client, app: Flask, lines: list[dict[str, Any]]
) -> None:
    staff.add(EMAIL, name=NAME, role=Role.ADMIN, password=PASSWORD, by=None, at=clock.now())
    send(client, "/login?next=/admin/audit", email=EMAIL, password=PASSWORD)
    client.get(f"/welcome/{TOKEN}?email={EMAIL}", headers={"X-Request-Id": "abcd-1234", "User-Agent": NAME})
    client.get(f"/no-such-page/{TOKEN}")
    found = list(lines)
    answered = [line for line in found if line["message"] == "answered"]
    assert [(line["method"], line["view"], line["status"]) for line in answered] == [
        ("GET", "public.sign_ins.form", 200),
        ("POST", "public.sign_ins.create", 303),
        ("GET", answered[2]["view"], answered[2]["status"]),
        ("GET", "", 404),
    ]
    assert answered[2]["request"] == "abcd-1234"
    assert set(answered[0]) == {
        "at",
        "level",
        "logger",
        "message",
        "request",
        "method",
        "view",
        "status",
        "ms",
    }
    written = json.dumps(found, ensure_ascii=False).lower()
    assert [word for word in ("zebulonia", "quux", PASSWORD, "127.0.0.1", "/login") if word in written] == []


def test_an_error_names_its_place_but_not_its_values(lines: list[dict[str, Any]]) -> None:
    try:
        {}[EMAIL]
    except KeyError:
        logging.getLogger("portal").error("broken", exc_info=True)
    (line,) = lines
    assert (line["message"], line["error"]) == ("broken", "KeyError")
    assert line["where"][0].startswith("test_logs.py:")
    assert EMAIL not in json.dumps(line)


def test_a_request_id_from_outside_is_taken_only_if_it_is_plain(client: Client) -> None:
    given = {"good-id-123": True, "x": False, 'a"b{c}d<e>f': False, "y" * 80: False}
    taken = {}
    for word in given:
        taken[word] = client.get("/healthz", headers={"X-Request-Id": word}).headers["X-Request-Id"] == word
    assert taken == given


def test_who_asks_too_often_is_not_named(lines: list[dict[str, Any]]) -> None:
    logging.getLogger("flask-limiter").info("ratelimit 10 per 1 minute (192.0.2.7) exceeded")
    logging.getLogger("portal").info("said")
    assert [line["message"] for line in lines] == ["said"]
