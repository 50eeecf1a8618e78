"""What the monthly report says, gathered from the rows as they were at the end of the month."""

from datetime import date

from portal.domain import months, quarters
from portal.domain.composing.letterhead import as_printed, document_of
from portal.domain.composing.order import Order
from portal.domain.composing.words import said
from portal.domain.earning import closing
from portal.domain.measuring import reports
from portal.domain.paper.report import ReportPaper
from portal.domain.programs import day_of, the_program
from portal.domain.refusal import Refused
from portal.models.paper.document import DocumentKind


def compose(order: Order) -> ReportPaper:
    """Return the report of the chosen `month` (2026-12), or of the last one where none is chosen.

    Raises `Refused` for a month that is not over, and while a quarter that ended with it waits to be closed.
    """
    chosen, today = order.choices.get("month", ""), day_of(order.at)
    month = months.named(chosen) if chosen else months.before(months.of(today))
    if months.last_day(month) >= today:
        raise Refused("This month is not over yet.")
    _check_closed(month, order)
    program = the_program()
    return ReportPaper(
        document=document_of(order, made_from=months.code(month)),
        program=as_printed(program, order.pictures),
        currency=program.currency,
        report=reports.of(month, at=order.at),
        closing=said(order, DocumentKind.REPORT, "closing"),
    )


def _check_closed(month: date, order: Order) -> None:
    due = closing.due(at=order.at)
    if due and quarters.last_day(due) <= months.last_day(month):
        raise Refused("The quarter that ended with it is not closed yet; its renewals belong here.")
