"""A portal with a demo program and as many applications and ambassadors as wanted."""

import contextlib
import io
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert

from portal import clock, demo
from portal.app import create_app
from portal.config import Config
from portal.db import db, transaction
from portal.models.earning.entry import Balance
from portal.models.joining.application import Application, ApplicationState, Source
from portal.models.joining.membership import Membership, MembershipState
from portal.models.person import Person

KEY = "a key for measuring that is long enough"


def a_portal(folder: Path, *, people: int, url: str = "", fill: Callable[[int], None] | None = None) -> Flask:
    """Make a portal with the demo program and `people` more, by `fill`, at the database `url`.

    Unless said otherwise that is a new SQLite file, and `people` more applications and ambassadors.
    """
    folder.mkdir(parents=True, exist_ok=True)
    url = url or f"sqlite:///{folder / 'portal.sqlite'}"
    config = Config(mode="test", secret_key=KEY, database_url=url, public_url="http://localhost", var=folder)
    app = create_app(config)
    with app.app_context(), contextlib.redirect_stderr(io.StringIO()):
        upgrade()
        transaction(lambda: demo.load("developer", config=config, at=clock.now()))
        transaction(lambda: (fill or _fill)(people))
    return app


def _fill(people: int) -> None:
    now = clock.now()
    states = [ApplicationState.NEW, ApplicationState.TO_DECIDE, ApplicationState.DECLINED]
    numbers = range(1, people + 1)
    db.session.execute(
        insert(Person),
        [
            {
                "email": f"p{n}@bench.example",
                "name": f"Person {n}",
                "created_at": now,
                "town": f"Town {n % 97}",
            }
            for n in numbers
        ],
    )
    db.session.execute(
        insert(Application),
        [
            {
                "number": f"B-{n:06}",
                "state": states[n % 3],
                "token_hash": f"{n:064}",
                "email": f"q{n}@bench.example",
                "name": f"Applicant {n}",
                "source": list(Source)[n % 3],
                "started_at": now - timedelta(hours=n),
                "saved_at": now - timedelta(hours=n),
                "submitted_at": now - timedelta(hours=n),
            }
            for n in numbers
        ],
    )
    first = db.session.query(Person.id).filter(Person.email == "p1@bench.example").scalar()
    db.session.execute(
        insert(Membership),
        [
            {
                "person_id": first + n - 1,
                "state": MembershipState.ACTIVE,
                "joined_on": (now - timedelta(days=n % 400)).date(),
                "cohort": f"202{n % 5}Q{n % 4 + 1}",
                "code": f"BENCH{n}",
                "slug": f"bench{n}",
                "complete_at": now,
            }
            for n in numbers
        ],
    )
    db.session.execute(insert(Balance), [{"person_id": first + n - 1} for n in numbers])


Clock = Callable[[], float]


def spent(work: Callable[[], object], *, clock: Clock = time.process_time, seconds: float = 0.25) -> float:
    """Return the seconds of one call by `clock` (CPU time), over as many calls as fit into `seconds`."""
    count, began = 0, clock()
    while clock() - began < seconds:
        work()
        count += 1
    return (clock() - began) / count


def ratio(
    one: Callable[[], object],
    other: Callable[[], object],
    *,
    rounds: int = 7,
    clock: Clock = time.process_time,
) -> tuple[float, float]:
    """Return the median ratio of two calls' times, measured in turn, and the median of the first in ms."""
    one(), other()
    pairs = [(spent(one, clock=clock), spent(other, clock=clock)) for _ in range(rounds)]
    ratios = [mine / bare for mine, bare in pairs]
    return statistics.median(ratios), statistics.median(mine for mine, _ in pairs) * 1000
