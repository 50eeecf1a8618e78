"""The queue that wakes the worker, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from huey import Huey

from portal.outside import jobs
from tests.support import postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The address of a queue of each kind."""
    if request.param == "sqlite":
        yield None
        return
    if postgresql.programs() is None:
        pytest.skip("PostgreSQL is not installed here: no initdb")
    address = postgresql.make(request.getfixturevalue("server"), "queue")
    yield address.replace("postgresql+psycopg://", "postgresql://")


def everything(huey: Huey) -> None:
    while (task := huey.dequeue()) is not None:
        huey.execute(task)


def test_what_the_web_wakes_the_worker_does(url: str | None, tmp_path: Path) -> None:
    done: list[str] = []
    web, worker = (jobs.queue(url=url, var=tmp_path, secret="one secret") for _ in range(2))
    wake = jobs.waker(web)
    jobs.waker(worker, done.append)
    wake("letters")
    wake("papers")
    everything(worker)
    assert done == ["letters", "papers"]
    web.storage.close()
    worker.storage.close()


def test_every_minute_wakes_all_sweeps(url: str | None, tmp_path: Path) -> None:
    done: list[str] = []
    worker = jobs.queue(url=url, var=tmp_path, secret="one secret")
    wake = jobs.waker(worker, done.append)
    jobs.repeat(worker, wake, minutely=["letters", "papers"], nightly=["housekeeping"])
    (minutely,) = [task for task in worker._registry.periodic_tasks if task.name == "every minute"]
    worker.enqueue(minutely)
    everything(worker)
    assert done == ["letters", "papers"]
    worker.storage.close()


def test_a_message_that_is_not_signed_is_not_taken(tmp_path: Path) -> None:
    stranger = jobs.waker(jobs.queue(url=None, var=tmp_path, secret="another secret"))
    stranger("letters")
    worker = jobs.queue(url=None, var=tmp_path, secret="one secret")
    with pytest.raises(ValueError, match="ignature"):
        worker.dequeue()
