"""Four processes that write to one SQLite database: each waits for its turn, and none is locked out."""

import multiprocessing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.db import db
from portal.domain.earning import ledger_checks
from portal.models.earning.entry import Entry, EntryKind
from tests.bench import writers
from tests.bench.setting import a_portal


@pytest.mark.load
def test_four_processes_write_and_none_is_locked_out(tmp_path: Path) -> None:
    app, count = a_portal(tmp_path, people=writers.PROCESSES), writers.PROCESSES
    awards = select(func.count()).where(Entry.kind == EntryKind.AWARD)
    with app.app_context():
        before = db.session.scalar(awards) or 0
        db.session.remove()
    asked = [(str(tmp_path), number) for number in range(1, count + 1)]
    with multiprocessing.get_context("spawn").Pool(count) as pool:
        assert pool.starmap(writers.write, asked) == [0] * count
    with app.app_context():
        assert (db.session.scalar(awards) or 0) - before == 2 * count * writers.AWARDS
        assert ledger_checks.prove().wrong is None
        db.session.remove()
        db.engine.dispose()
