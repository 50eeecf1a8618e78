"""The queue that wakes the worker: huey, on SQLite, Redis or PostgreSQL. What is to be done is in rows."""

from collections.abc import Callable, Iterable
from pathlib import Path

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer

Wake = Callable[[str], object]


def queue(*, url: str | None, var: Path, secret: str) -> Huey:
    """Return the queue at `url`, or the one on SQLite in `var`; its messages are signed with `secret`."""
    options = {"name": "portal", "results": False, "serializer": SignedSerializer(secret=secret)}
    if not url:
        return SqliteHuey(filename=str(var / "queue.sqlite"), journal_mode="truncate", **options)
    if url.startswith("redis"):
        return RedisHuey(url=url, **options)
    return PostgresHuey(dsn=url, **options)


def waker(huey: Huey, run: Callable[[str], None] | None = None) -> Wake:
    """Return the function that puts the name of a job into the queue; a worker then calls `run` with it."""

    def job(name: str) -> None:
        if run is not None:
            run(name)

    wake: Wake = huey.task(name="job")(job)
    return wake


def repeat(huey: Huey, wake: Wake, *, minutely: Iterable[str], nightly: Iterable[str]) -> None:
    """Wake jobs by themselves: what a killed worker left, or a lost wake, is found within a minute."""

    def every_minute() -> None:
        for name in minutely:
            wake(name)

    def every_night() -> None:
        for name in nightly:
            wake(name)

    huey.periodic_task(crontab(), name="every minute")(every_minute)
    huey.periodic_task(crontab(minute="10", hour="2"), name="every night")(every_night)
