"""A statement of points for paper, gathered from the rows."""

from datetime import datetime

from portal.domain import quarters
from portal.domain.earning import forecasts, statements
from portal.domain.earning.forecasts import Close
from portal.domain.packs import Pictures, as_printed
from portal.domain.paper.statement import StatementPaper
from portal.domain.programs import dawn_of, day_of, the_program
from portal.domain.refusal import Refused
from portal.models.joining.membership import Membership

LONGEST = 1000
BEFORE = 4


def compose(membership: Membership, *, quarter: str, at: datetime) -> StatementPaper:
    """Return the statement of an ambassador for a quarter, or for all of time where it is empty.

    The same day and the same entries say the same. Raises `Refused` beyond a thousand entries.
    """
    program = the_program()
    statement = statements.of(membership.person, quarter=quarter, size=LONGEST)
    if statement.total > LONGEST:
        raise Refused("This is too long to print; choose a quarter.")
    forecast = forecasts.of(membership, at=at)
    been = tuple(
        Close(on=quarters.last_day(each.quarter), had=each.before, fades=each.before - each.after)
        for each in statement.closes_told[-BEFORE:]
    )
    return StatementPaper(
        program=as_printed(program, Pictures()),
        name=membership.person.name,
        issued=dawn_of(day_of(at)),
        statement=statement,
        closes=been + forecast.ahead if forecast else been,
        threshold=forecast.terms.threshold if forecast else 0,
    )
