"""A statement of points for paper, gathered from the rows."""

from dataclasses import replace

from portal.domain import quarters
from portal.domain.composing.letterhead import as_printed, document_of
from portal.domain.composing.order import Order
from portal.domain.composing.words import said
from portal.domain.earning import forecasts, statements
from portal.domain.earning.forecasts import Close
from portal.domain.paper.statement import StatementPaper
from portal.domain.programs import dawn_of, day_of, the_program
from portal.domain.refusal import Refused
from portal.models.paper.document import DocumentKind

LONGEST = 1000
BEFORE = 4


def compose(order: Order) -> StatementPaper:
    """Return the statement of an ambassador for the chosen `quarter`, or for all of time where it is empty.

    The same day and the same entries say the same. Raises `Refused` beyond a thousand entries.
    """
    membership, quarter = order.membership, order.choices.get("quarter", "")
    statement = statements.of(membership.person, quarter=quarter, size=LONGEST)
    if statement.total > LONGEST:
        raise Refused("This is too long to print; choose a quarter.")
    forecast = forecasts.of(membership, at=order.at)
    been = tuple(
        Close(on=quarters.last_day(each.quarter), had=each.before, fades=each.before - each.after)
        for each in statement.closes_told[-BEFORE:]
    )
    as_of_dawn = replace(order, at=dawn_of(day_of(order.at)))
    return StatementPaper(
        program=as_printed(the_program()),
        name=membership.person.name,
        document=document_of(as_of_dawn, made_from=quarter or "Since the beginning"),
        statement=statement,
        closes=been + forecast.ahead if forecast else been,
        threshold=forecast.terms.threshold if forecast else 0,
        intro=said(order, DocumentKind.STATEMENT, "intro", points=statement.lifetime),
    )
