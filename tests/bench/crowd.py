"""A crowd of ambassadors with work behind them, put into a database by plain statements."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from portal.db import db
from portal.domain import quarters

CAUSES, RECENT, WAITING = 25, 5, 40


def fill(people: int, *, at: datetime, today: date) -> None:
    """Add `people` ambassadors with 50 entries each; they joined a year ago and are up for renewal."""
    present = quarters.of(today)
    last, joined = quarters.before(present), quarters.before(present, 4)
    values: dict[str, object] = {
        "count": people,
        "causes": CAUSES,
        "recent": RECENT,
        "waiting": WAITING,
        "kind": db.session.scalar(text("select min(id) from activity_types")),
        "now": at.isoformat(),
        "then": (at - timedelta(days=1)).isoformat(),
        "today": today.isoformat(),
        "joined": quarters.first_day(joined).isoformat(),
        "before": quarters.last_day(last).isoformat(),
        "quarter": present,
        "quarter_before": last,
    }
    run("crowd.sql", values)


def run(name: str, values: dict[str, object]) -> None:
    """Run the statements of the file `name`, each with those of the `values` that it names."""
    for statement in _statements(name):
        wanted = {key: value for key, value in values.items() if f":{key}" in statement}
        db.session.execute(text(statement), wanted)


def settle() -> None:
    """Let the database gather what it knows of its tables, as it does by itself in the course of a day."""
    db.session.remove()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze" if db.engine.dialect.name == "postgresql" else "analyze"))


def _statements(name: str) -> list[str]:
    """Return the statements; on PostgreSQL every text that stands for a day or a moment says so."""
    plain = re.sub(r"--.*", "", (Path(__file__).parent / name).read_text())
    if db.engine.dialect.name == "postgresql":
        plain = re.sub(r":(now|then)\b", r"cast(:\1 as timestamptz)", plain)
        plain = re.sub(r":(today|joined|before|last)\b", r"cast(:\1 as date)", plain)
    else:
        plain = re.sub(r":(now|then)\b", r"strftime('%Y-%m-%d %H:%M:%f000', :\1)", plain)
    return [statement for statement in plain.split(";") if statement.strip()]
