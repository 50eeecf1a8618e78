"""My points: a statement like a bank's, and what becomes of it."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.earning import forecasts, statements
from portal.domain.programs import day_of
from portal.domain.working import hours, open_offers, own_work, ways
from portal.models.joining.membership import Membership
from portal.web.access import May, may, me
from portal.web.ambassador.mine import mine
from portal.web.forecasts import drawings, what_if
from portal.web.limits import PRINT
from portal.web.numbers import whole
from portal.web.pages import page
from portal.web.statement_files import as_document, as_sheet
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
        given=hours.given_by(me()),
        today=today,
        **ahead(mine(), statement),
    )


@bp.get("/statement.csv", endpoint="csv")
@may(May.AMBASSADOR)
def as_csv() -> ResponseReturnValue:
    """Hand over my entries as CSV."""
    now = clock.now()
    return as_sheet(me(), asked(day_of(now)), at=now)


@bp.get("/statement.pdf", endpoint="pdf")
@may(May.AMBASSADOR)
@PRINT
def as_pdf() -> ResponseReturnValue:
    """Hand over my statement as a document."""
    now = clock.now()
    return as_document(mine(), asked(day_of(now)), at=now)


def ahead(membership: Membership, statement: statements.Statement) -> dict[str, Any]:
    """Return what a page says of the closes to come; nothing before the first rules."""
    now = clock.now()
    forecast = forecasts.of(membership, at=now)
    if forecast is None:
        return {"forecast": None}
    missing = forecast.missing
    return {
        "forecast": forecast,
        "found": ways.to(missing, open_offers.until(membership, last=forecast.this.on, at=now))
        if missing
        else [],
        "waiting": own_work.waiting_points(membership.person) if missing else 0,
        "drawings": drawings(forecast, statement.closes_told),
        "closes": statement.closes_told[-4:],
        "holding": forecasts.holding(forecast.terms),
        "needed": forecasts.needed(forecast.terms),
        "what_if": what_if(membership, at=now),
    }
