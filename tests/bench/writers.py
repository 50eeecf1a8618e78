"""Four processes that write to one SQLite database: awards a second, and how many were locked out."""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from portal.app import create_app
from portal.config import Config
from portal.db import db, transaction
from portal.domain.working import submissions, verdicts
from portal.models.earning.entry import Entry, EntryKind
from portal.models.joining.membership import Membership
from portal.models.working.activity_type import ActivityType
from tests.bench.setting import KEY, a_portal

PROCESSES, AWARDS = 4, 150


def measure() -> Iterator[str]:
    """Yield the table: one process and four, each making as many awards as fast as it can."""
    yield "| processes | awards | a second | “locked” |"
    yield "|---|---|---|---|"
    for count in (1, PROCESSES):
        with tempfile.TemporaryDirectory() as folder:
            yield _line(Path(folder), count)


def _line(folder: Path, count: int) -> str:
    app = a_portal(folder, people=count)
    with app.app_context():
        before = _awards()
    began = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(count) as pool:
        locked = sum(pool.starmap(write, [(str(folder), number) for number in range(1, count + 1)]))
    took = time.perf_counter() - began
    with app.app_context():
        made = _awards() - before
    return f"| {count} | {made} of {count * AWARDS} | {made / took:.0f} | {locked} |"


def write(folder: str, number: int) -> int:
    """Make the awards for one ambassador, each in its own transaction; return how many were locked out."""
    url = f"sqlite:///{folder}/portal.sqlite"
    config = Config(
        mode="test", secret_key=KEY, database_url=url, public_url="http://localhost", var=Path(folder)
    )
    locked = 0
    with create_app(config).app_context():
        for _ in range(AWARDS):
            try:
                transaction(lambda: _award(number))
            except OperationalError:
                locked += 1
    return locked


def _award(number: int) -> None:
    at = datetime.now(UTC)
    membership = db.session.scalars(select(Membership).where(Membership.slug == f"bench{number}")).one()
    kind = db.session.scalars(select(ActivityType).order_by(ActivityType.id).limit(1)).one()
    link = f"https://w.example/{number}/{at.timestamp()}"
    work = submissions.draft(membership, kind=kind, at=at, link=link, minutes=5, disclosed=True)
    submissions.send(work, at=at)
    verdicts.approve(work, by=None, at=at)


def _awards() -> int:
    made = select(func.count(Entry.source.distinct())).where(Entry.kind == EntryKind.AWARD)
    return db.session.scalar(made) or 0
