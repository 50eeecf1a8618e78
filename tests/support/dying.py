"""A process that dies by SIGKILL after so many statements of a deed: `python -m tests.support.dying`."""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import configure_mappers

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.db import db, transaction
from portal.domain.earning import closing, redemptions
from portal.domain.working import verdicts
from portal.models.earning.reward import Reward
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.submission import Submission
from portal.models.working.verdict import Place


def close(*, quarter: str, **_others: object) -> None:
    """Close a quarter."""
    closing.close(quarter, by=None, at=clock.now())


def approve(*, work: int, by: int, **_others: object) -> None:
    """Approve a piece of work."""
    reviewer, at = db.session.get_one(Person, by), clock.now()
    verdicts.approve(db.session.get_one(Submission, work), by=reviewer, at=at, disclosure=Place.FIRST)


def request(*, reward: int, membership: int, **_others: object) -> None:
    """Ask for a reward."""
    who, at = db.session.get_one(Membership, membership), clock.now()
    redemptions.request(db.session.get_one(Reward, reward), membership=who, key="k", address="Here", at=at)


DEEDS: dict[str, Callable[..., None]] = {"close": close, "approve": approve, "request": request}


def main() -> None:
    """For each line {deed, after, facts} on standard input, fork one that dies; say "died" or "done"."""
    asked = json.loads(sys.argv[1])
    app = create_app(
        Config(
            mode="test",
            secret_key="a key for tests that is long enough",
            public_url="http://localhost",
            database_url=asked["database"],
            var=Path(asked["var"]),
        )
    )
    configure_mappers()  # once, not in each child
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _die_within(app, json.loads(line))
        _pid, status = os.waitpid(child, 0)
        sys.stdout.write("died\n" if os.WIFSIGNALED(status) else f"done {os.WEXITSTATUS(status)}\n")
        sys.stdout.flush()


def _die_within(app: Flask, asked: dict[str, Any]) -> None:
    left = asked["after"]

    def count(*_args: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context():
        event.listen(db.engine, "after_cursor_execute", count)
        transaction(lambda: DEEDS[asked["deed"]](**asked["facts"]))
    os._exit(0)


if __name__ == "__main__":
    main()
