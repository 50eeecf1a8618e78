"""Alive, and ready: the database, its migrations, and a worker that was seen."""

from datetime import timedelta

from portal import clock
from portal.db import db, library
from portal.models.worker import Beat
from tests.conftest import Client


def seen(*, seconds: int) -> None:
    db.session.merge(Beat(name="worker", at=clock.now() - timedelta(seconds=seconds)))


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"alive": True})


def test_ready_says_what_is_missing(client: Client) -> None:
    answers = [client.get("/readyz")]
    for seconds in (59, 61):
        seen(seconds=seconds)
        answers.append(client.get("/readyz"))
    facts = {"database": library(), "migrated": True}
    no = facts | {"ready": False, "worker": False}
    assert [(answer.status_code, answer.json) for answer in answers] == [
        (503, no),
        (200, facts | {"ready": True, "worker": True}),
        (503, no),
    ]
