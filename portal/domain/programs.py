"""The one program: what it is set to."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.db import db
from portal.models.program import Program


def the_program() -> Program:
    """Return the one program of this portal."""
    return db.session.get_one(Program, 1)


def day_of(at: datetime) -> date:
    """Return the date that the moment `at` falls on in the program's time zone."""
    return at.astimezone(ZoneInfo(the_program().time_zone)).date()


def days_ahead(program: Program, *, today: date) -> list[tuple[date, str]]:
    """Return the days of the way in that are still to come, each with its word."""
    answers = program.closes_on and program.closes_on + timedelta(days=program.answer_days)
    days = (
        (program.opens_on, "open"),
        (program.closes_on, "close"),
        (answers, "answer"),
        (program.season_starts, "begin"),
        (program.season_ends, "end"),
    )
    return sorted((day, word) for day, word in days if day is not None and day >= today)


def quarter_of(on: date) -> str:
    """Return the calendar quarter of a date, as in 2026Q4."""
    return f"{on.year}Q{(on.month + 2) // 3}"
