"""Commands of the shell: a quarter is previewed, closed, and found closed."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.earning import closing
from portal.domain.programs import the_program
from portal.models.earning.entry import Entry, EntryKind
from portal.models.earning.quarter_close import QuarterClose
from tests.conftest import NOW
from tests.support.rows_closing import a_member, closed
from tests.support.rows_working import the_rules

LATE = "2026-04-01T00:05"


@pytest.fixture(autouse=True)
def rules(app: Flask) -> None:
    """Rules under which 25 % fade and 150 keep a place; last year is closed."""
    the_rules(at=NOW, fading=25, threshold=150)
    a_member(412), a_member(30), a_member(0, joined=date(2025, 8, 1))
    closed("2025Q3", "2025Q4")


def run(app: Flask, *words: str) -> tuple[int, str]:
    db.session.flush()
    answer = app.test_cli_runner().invoke(args=["quarter", "close", *words])
    return answer.exit_code, answer.output


def test_a_dry_run_counts_and_writes_nothing(app: Flask) -> None:
    assert run(app, "2026Q1", "--dry-run", "--at", LATE) == (
        0,
        "2026Q1, with 25 % fading and a place kept at 150:\n"
        "  1 keep their place, of 3 up for renewal\n"
        "  1 at risk for the first time\n"
        "  1 would be proposed as lapsed\n"
        "  0 not up: 0 still provisional, 0 on leave\n"
        "Nothing was written.\n",
    )
    assert db.session.scalar(select(func.count()).where(QuarterClose.quarter == "2026Q1")) == 0
    assert db.session.scalar(select(func.count()).where(Entry.kind == EntryKind.FADE)) == 0


def test_a_quarter_is_closed_and_then_found_closed(app: Flask) -> None:
    assert run(app, "2026Q1", "--at", LATE) == (
        0, "2026Q1 is closed: 1 at risk, 1 proposed, 1 renewed.\n",
    )  # fmt: skip
    standing = db.session.scalars(select(Entry.amount).where(Entry.kind == EntryKind.FADE)).all()
    assert sorted(standing) == [-103, -7]
    assert run(app, "2026Q1", "--at", "2026-05-01T12:00+02:00") == (
        0, "2026Q1 was closed already, on 2026-04-01; nothing was added.\n",
    )  # fmt: skip
    assert db.session.scalar(select(func.count()).where(Entry.kind == EntryKind.FADE)) == 2


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("2026Q2", "--at", LATE), 1, "2026Q1 comes first"),
        (("2026Q1", "--at", "2026-03-31T23:59"), 1, "not over before 2026-03-31"),
        (("soon", "--at", LATE), 1, "A quarter reads like 2026Q4"),
        (("2026Q1", "--at", "tomorrow"), 2, "a moment reads like"),
    ],
)
def test_what_cannot_be_closed_is_said_with_a_code(
    app: Flask, words: tuple[str, ...], code: int, says: str
) -> None:
    found, output = run(app, *words)
    assert (found, says in output) == (code, True)
    assert closing.of("2026Q1") is None


@pytest.mark.parametrize(
    ("moment", "code"), [("2026-03-31T23:59", 1), ("2026-04-01T03:59Z", 1), ("2026-04-01T00:00", 0)]
)
def test_the_moment_is_read_where_the_program_is(app: Flask, moment: str, code: int) -> None:
    the_program().time_zone = "America/New_York"
    found, output = run(app, "2026Q1", "--at", moment)
    assert (found, "2026Q1 is not over" in output) == (code, code == 1)
    close = closing.of("2026Q1")
    assert (close and close.at.isoformat()) == (None if code else "2026-04-01T04:00:00+00:00")
