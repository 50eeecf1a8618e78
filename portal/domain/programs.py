"""The one program: what it is set to."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.db import db
from portal.models.program import Program


def the_program() -> Program:
    """Return the one program of this portal."""
    return db.session.get_one(Program, 1)


def day_of(at: datetime) -> date:
    """Return the date that the moment `at` falls on in the program's time zone."""
    return at.astimezone(ZoneInfo(the_program().time_zone)).date()


def quarter_of(on: date) -> str:
    """Return the calendar quarter of a date, as in 2026Q4."""
    return f"{on.year}Q{(on.month + 2) // 3}"
