"""Killed after any statement of a verb, it has not happened at all; the next run does it, once."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.config import ROOT, Config
from portal.db import db, transaction
from portal.domain import quarters
from portal.domain.earning import closing, ledger_checks
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.earning.reward import Milestone
from portal.models.person import Role
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules

pytestmark = pytest.mark.crash
Kill = Callable[[str, int], str]
Facts = dict[str, int | str]


def _begin() -> Facts:
    """Let two people join half a year ago; one has earned, asked for a reward, and sent in more."""
    at = clock.now() - timedelta(days=200)
    the_rules(fading=25, threshold=300, at=at)
    manager = a_person(role=Role.MANAGER, at=at)
    member, _other = (an_ambassador(at=at) for _ in range(2))
    a_reward("Pin", milestone=Milestone.FIRST_ACTION, stock=5, at=at)
    a_reward("Cup", milestone=Milestone.STANDING, standing=420, stock=5, at=at)
    a_reward("Card", milestone=Milestone.RENEWED, stock=5, at=at)
    earned(member, 412, at=at, by=manager)
    closing.close(quarters.of(day_of(at)), by=None, at=clock.now())
    mug = a_reward("Mug", stock=5, at=at)
    return {
        "quarter": quarters.after(quarters.of(day_of(at))),
        "work": a_submission(member, at=at).id,
        "by": manager.id,
        "reward": mug.id,
        "membership": member.id,
    }


@contextmanager
def _dying(app: Flask, facts: Facts) -> Iterator[Kill]:
    """Yield what does a deed and dies after so many statements, or ends it; it says which."""
    config: Config = app.extensions["portal"]
    asked = json.dumps({"database": config.database_url, "var": str(config.var)})
    command = [sys.executable, "-m", "tests.support.dying", asked]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout

        def kill(deed: str, after: int) -> str:
            print(json.dumps({"deed": deed, "after": after, "facts": facts}), file=process.stdin, flush=True)
            return process.stdout.readline().strip()  # type: ignore[union-attr]

        yield kill
        process.stdin.close()


def _all_rows() -> dict[str, list[object]]:
    """Return the whole database."""
    found = {
        name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for name, table in db.metadata.tables.items()
    }
    db.session.rollback()
    return found


@pytest.mark.parametrize("deed", ["close", "approve", "request"])
def test_killed_after_any_statement_nothing_has_happened(own: Flask, deed: str) -> None:
    facts = transaction(_begin)
    before = _all_rows()
    with _dying(own, facts) as kill:
        deaths = 0
        while (said := kill(deed, deaths)) == "died":
            assert _all_rows() == before
            deaths += 1
    assert said == "done 0"
    assert deaths > 5
    assert _all_rows() != before
    assert ledger_checks.prove().wrong is None


def test_the_next_close_says_what_was_done(own: Flask) -> None:
    facts = transaction(_begin)
    quarter = str(facts["quarter"])
    with _dying(own, facts) as kill:
        assert kill("close", 4) == "died"
        assert closing.due(at=clock.now()) == quarter
        db.session.rollback()
        assert kill("close", 1000) == "done 0"
    with pytest.raises(Refused, match="was closed already"):
        closing.close(quarter, by=None, at=clock.now())
    db.session.rollback()
