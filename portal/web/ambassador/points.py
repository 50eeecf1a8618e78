"""My points: a statement like a bank's."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.earning import statements
from portal.domain.programs import day_of
from portal.web.access import May, may, me
from portal.web.numbers import whole
from portal.web.pages import page
from portal.web.statements import asked, periods

bp = Blueprint("points", __name__, url_prefix="/points")


@bp.get("", endpoint="page")
@may(May.AMBASSADOR)
def show() -> ResponseReturnValue:
    """Show what I have, what it came from, and what becomes of it."""
    today = day_of(clock.now())
    statement = statements.of(me(), quarter=asked(today), number=request.args.get("page", 1, whole))
    return page(
        "ambassador/points/page.html",
        statement=statement,
        periods=periods(statement, today=today),
        today=today,
    )
