"""What work earns, with a crowd behind it: the pages, the leaderboard, and a quarter's close."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, select, text

from portal import clock
from portal.db import db, rollback
from portal.domain import quarters
from portal.domain.earning import closing, leaderboard, terms
from portal.domain.programs import day_of
from portal.models.earning.entry import Balance
from tests.bench import crowd
from tests.bench.pages import asking, bare
from tests.bench.setting import a_portal, ratio
from tests.support import postgresql

FEW, SQLITE, POSTGRESQL, ROUNDS = 1_000, 10_000, 100_000, 5
CAME = (
    "select state, count(*), sum(b.standing) from memberships m join balances b on b.person_id = m.person_id "
    "where cohort = 'crowd' group by state order by state",
    "select outcome, count(*), sum(before), sum(after) from renewals r join memberships m "
    "on m.id = r.membership_id where cohort = 'crowd' group by outcome order by outcome",
    "select count(*), sum(amount), min(reason), max(reason) from entries e join memberships m "
    "on m.person_id = e.person_id where kind = 'fade' and cohort = 'crowd'",
)
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
        yield from _board()
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


def _board() -> Iterator[str]:
    """Yield the milliseconds that the leaderboard's two statements take in the database alone."""
    quarter = quarters.of(day_of(clock.now()))
    standing = select(Balance).where(Balance.quarter == quarter, Balance.ranked, Balance.quarter_points > 0)
    last = db.session.scalars(standing.order_by(Balance.quarter_points, Balance.person_id).limit(1)).one()
    yield "\n| the leaderboard, in the database | ms |"
    yield "|---|---|"
    for name, work in (
        ("the first fifty", lambda: leaderboard.top(quarter)),
        ("the place of the last", lambda: leaderboard.own(last, quarter)),
    ):
        sent = _sent(work)
        taken = statistics.median(_in_the_database(*sent) for _ in range(ROUNDS))
        yield f"| {name} | {taken:.2f} |"


def _sent(work: Callable[[], object]) -> tuple[str, Any]:
    """Return the one statement that `work` sends, and its values."""
    sent: list[tuple[str, Any]] = []

    def note(*facts: Any) -> None:
        sent.append((facts[2], facts[3]))

    event.listen(db.engine, "before_cursor_execute", note)
    work()
    event.remove(db.engine, "before_cursor_execute", note)
    assert len(sent) == 1, sent
    return sent[0]


def _in_the_database(statement: str, values: Any) -> float:
    """Return the milliseconds of a statement: as PostgreSQL tells them, on SQLite those of the bare call.

    A clock read for each row of each step would take as long as the statement itself.
    """
    connection = db.session.connection()
    if db.engine.dialect.name == "postgresql":
        told = connection.exec_driver_sql(f"explain (analyze, timing off, format json) {statement}", values)
        return float(told.scalar_one()[0]["Execution Time"])
    cursor = connection.connection.cursor()
    began = time.perf_counter()
    cursor.execute(statement, values)
    cursor.fetchall()
    return (time.perf_counter() - began) * 1000


def _close(people: int) -> Iterator[str]:
    """Yield the seconds of a close, and the same over the bare SQL of its effect; each is undone."""
    quarter = quarters.of(day_of(clock.now()))
    now = datetime.combine(quarters.first_day(quarters.after(quarter)), time_of_day(12), UTC)
    mine, plain = [], []
    for _ in range(ROUNDS):
        one, came = _timed(lambda: closing.close(quarter, by=None, at=now))
        other, wanted = _timed(lambda: _bare_close(quarter, now))
        assert came == wanted, (came, wanted)
        mine.append(one)
        plain.append(other)
    over = statistics.median(one / other for one, other in zip(mine, plain, strict=True))
    yield f"\n| close of {people:,} people | seconds | over the bare SQL |"
    yield "|---|---|---|"
    yield f"| {quarter} | {statistics.median(mine):.2f} | {over:.2f} |"


def _timed(work: Callable[[], object]) -> tuple[float, list[Any]]:
    """Return the seconds that closing took, and what came of the crowd; the close is undone."""
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    came = [db.session.execute(text(each)).all() for each in CAME]
    rollback()
    return took, came


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
