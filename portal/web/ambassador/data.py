"""My data: everything the portal knows of me, to take away."""

import json

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain import personal_data
from portal.web.access import May, may, me
from portal.web.csv import csv_answer
from portal.web.pages import file_answer, page

bp = Blueprint("data", __name__, url_prefix="/data")


@bp.get("", endpoint="page")
@may(May.SELF)
def show() -> ResponseReturnValue:
    """Show what is kept of me, and the downloads."""
    return page("ambassador/data/page.html", tables=personal_data.of(me(), at=clock.now()))


@bp.get("/everything.json")
@may(May.SELF, writes=True)
def as_json() -> ResponseReturnValue:
    """Hand over everything as JSON."""
    found = personal_data.take(me(), at=clock.now())
    body = json.dumps(found, ensure_ascii=False, indent=2, default=str).encode()
    return file_answer(body, media_type="application/json", name="everything.json")


@bp.get("/everything.csv")
@may(May.SELF, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over everything as CSV: one line a value."""
    rows = [
        (table, number, name, value)
        for table, found in personal_data.take(me(), at=clock.now()).items()
        for number, row in enumerate(found, start=1)
        for name, value in row.items()
    ]
    return csv_answer("everything.csv", ("table", "row", "field", "value"), rows)
