"""A statement to take away: as a sheet, and as a document set on the spot.

It is no document that is issued: nothing is kept, because the ledger keeps every entry, and the same
entries on the same day give the same bytes. So a page may wait for the press, and no run is made.
"""

from datetime import datetime

from flask.typing import ResponseReturnValue

from portal.domain.composing import statements as papers
from portal.domain.composing.order import Order
from portal.domain.earning import statements
from portal.domain.earning.statements import Line
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.outside.pdf import RenderFailed
from portal.press.statements import statement_of_points
from portal.web.csv import csv_answer
from portal.web.pages import file_answer, the_press

HEADER = (
    "day", "kind", "what", "type", "reason", "by", "standing", "credits", "standing after", "credits after",
)  # fmt: skip


def as_sheet(person: Person, quarter: str, *, at: datetime) -> ResponseReturnValue:
    """Return the entries of a statement as CSV, newest first."""
    found = statements.of(person, quarter=quarter, size=statements.WHOLE)
    return csv_answer(f"{_name(quarter, at)}.csv", HEADER, map(_row, found.lines))


def as_document(membership: Membership, quarter: str, *, at: datetime) -> ResponseReturnValue:
    """Return a statement as PDF. Raises `Refused` where it is too long, or cannot be set."""
    order = Order(number="", at=at, people=(membership,), choices={"quarter": quarter})
    try:
        made = statement_of_points(the_press(), papers.compose(order))
    except RenderFailed as broken:
        raise Refused("The statement could not be printed just now. Try again in a minute.") from broken
    return file_answer(made.pdf, media_type="application/pdf", name=f"{_name(quarter, at)}.pdf")


def _name(quarter: str, at: datetime) -> str:
    return f"points-{quarter or day_of(at).isoformat()}"


def _row(line: Line) -> tuple[object, ...]:
    return (
        line.day, line.kind, line.title, line.type, line.reason, line.by, line.standing, line.credits,
        line.standing_after, line.credits_after,
    )  # fmt: skip
