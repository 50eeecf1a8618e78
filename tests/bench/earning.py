"""What work earns, with a crowd behind it: the pages, the leaderboard, and a quarter's close."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from portal import clock
from portal.db import db, rollback
from portal.domain import quarters
from portal.domain.earning import closing, terms
from portal.domain.programs import day_of
from tests.bench import crowd
from tests.bench.pages import asking, bare
from tests.bench.setting import a_portal, ratio
from tests.support import postgresql

FEW, SQLITE, POSTGRESQL, ROUNDS = 1_000, 10_000, 100_000, 5
PAGES = (
    ("/me", "p1@bench.example"),
    ("/me/points", "p1@bench.example"),
    ("/me/leaderboard", "p1@bench.example"),
    ("/admin/submissions", "manager@demo.example"),
)


def measure() -> Iterator[str]:
    """Yield the tables: on SQLite with 10,000 ambassadors, on PostgreSQL with 100,000."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _tables(Path(folder), SQLITE, address="")
    programs = postgresql.programs()
    if programs is None:
        yield "PostgreSQL is not installed here: no initdb."
        return
    with postgresql.server(programs) as address, tempfile.TemporaryDirectory() as folder:
        yield from _tables(Path(folder), POSTGRESQL, address=address)


def _tables(folder: Path, many: int, *, address: str) -> Iterator[str]:
    few, crowded = (_portal(folder, people, address) for people in (FEW, many))
    yield f"\n### {'PostgreSQL' if address else 'SQLite'}: {many:,} ambassadors, {many * 50:,} entries\n"
    yield f"| page | ms | over the same page from memory | at {many:,} over {FEW:,} |"
    yield "|---|---|---|---|"
    for page, email in PAGES:
        mine, grown = asking(few, page, email), asking(crowded, page, email)
        over_few, milliseconds = ratio(grown, mine, clock=time.perf_counter)
        over_bare, _ = ratio(grown, bare(crowded, page, email), clock=time.perf_counter)
        yield f"| {page} | {milliseconds:.1f} | {over_bare:.2f} | {over_few:.2f} |"
    with crowded.app_context():
        yield from _close(many)


def _portal(folder: Path, people: int, address: str) -> Flask:
    now = clock.now()
    url = postgresql.make(address, f"crowd{people}") if address else ""

    def fill(count: int) -> None:
        crowd.fill(count, at=now, today=day_of(now))
        db.session.execute(text("update programs set leaderboard = true"))

    app = a_portal(folder / str(people), people=people, url=url, fill=fill)
    with app.app_context():
        crowd.settle()
    return app


def _close(people: int) -> Iterator[str]:
    """Yield the seconds of a close, and the same over the bare SQL of its effect; each is undone."""
    quarter = quarters.of(day_of(clock.now()))
    now = datetime.combine(quarters.first_day(quarters.after(quarter)), time_of_day(12), UTC)
    mine, plain = [], []
    for _ in range(ROUNDS):
        mine.append(_timed(lambda: closing.close(quarter, by=None, at=now)))
        plain.append(_timed(lambda: _bare_close(quarter, now)))
    over = statistics.median(one / other for one, other in zip(mine, plain, strict=True))
    yield f"\n| close of {people:,} people | seconds | over the bare SQL |"
    yield "|---|---|---|"
    yield f"| {quarter} | {statistics.median(mine):.2f} | {over:.2f} |"


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    rollback()
    return took


def _bare_close(quarter: str, now: datetime) -> None:
    known = terms.of(quarter)
    values: dict[str, object] = {
        "quarter": quarter,
        "rate": known.rate,
        "threshold": known.threshold,
        "now": now.isoformat(),
        "last": quarters.last_day(quarter).isoformat(),
    }
    crowd.run("bare_close.sql", values)
