"""The one program: what it is set to."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.db import db, locked
from portal.domain import audit
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.program import Doors, Program

RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "ur", "yi", "ckb", "dv", "sd", "ug"}


def the_program() -> Program:
    """Return the one program of this portal, loaded once in a session."""
    held: Program | None = db.session.info.get("program")
    return held or hold(db.session.get_one(Program, 1))


def hold(program: Program) -> Program:
    """Keep the program at hand for as long as the session lasts, and return it."""
    db.session.info["program"] = program
    return program


def names_of(program: Program) -> dict[str, object]:
    """Return what letters and documents may call the program by, as `placeholders.PROGRAM` declares it."""
    return {
        "program": program.name,
        "organisation": program.organisation,
        "contact": program.contact_name,
        "contact_email": program.contact_email,
    }


def day_of(at: datetime) -> date:
    """Return the date that the moment `at` falls on in the program's time zone."""
    return at.astimezone(ZoneInfo(the_program().time_zone)).date()


def dawn_of(day: date) -> datetime:
    """Return the moment at which a day begins in the program's time zone."""
    return datetime.combine(day, time(), ZoneInfo(the_program().time_zone))


def change(changes: Mapping[str, Any], *, by: Person | None, at: datetime) -> None:
    """Set the program to `changes`, by the names of its columns.

    Raises `Refused` for dates that run backwards, and for a pause that says no day.
    """
    program = locked(Program, 1)
    before = {name: getattr(program, name) for name in changes}
    for name, value in changes.items():
        setattr(program, name, value)
    _check_dates(program)
    after = {name: value for name, value in changes.items() if before[name] != value}
    if after:
        program.changed_at = at
        db.session.flush()
        old = {name: _plain(before[name]) for name in after}
        new = {name: _plain(value) for name, value in after.items()}
        audit.write("changed", program, by=by, at=at, before=old, after=new, label=program.name)


def _check_dates(program: Program) -> None:
    with db.session.no_autoflush:
        if program.doors is Doors.PAUSED and program.opens_on is None:
            raise Refused("Say on which day you open again.", "opens_on")
        if program.opens_on and program.closes_on and program.closes_on < program.opens_on:
            raise Refused("Applications would close before they open.", "closes_on")
        starts, ends = program.season_starts, program.season_ends
        if starts and ends and ends < starts:
            raise Refused("The season would end before it starts.", "season_ends")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


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


def direction(language: str) -> str:
    """Return in which direction a language is written, as HTML says it."""
    return "rtl" if re.split("[-_]", language)[0] in RIGHT_TO_LEFT else "ltr"
