"""The numbers of a month, as the director's report prints them: on screen, as CSV, and the paper itself."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain import audit, months
from portal.domain.earning.rates import Share
from portal.domain.issuing import documents
from portal.domain.measuring import reports
from portal.domain.measuring.definitions import told
from portal.domain.measuring.figures import Report
from portal.domain.measuring.measures import Amount, Unit, measures
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.paper.document import DocumentKind
from portal.web import drawings
from portal.web.access import May, may, me
from portal.web.csv import csv_answer
from portal.web.pages import file_answer, page, the_store

bp = Blueprint("numbers", __name__, url_prefix="/numbers")
HEADER = ("section", "measure", "of", "unit", "now", "before", "part", "whole", "low", "high", "place")
BACK = 12


@bp.get("", endpoint="page")
@may(May.NUMBERS)
def show() -> ResponseReturnValue:
    """Show the month of the address, or the last one that is over."""
    month, this = asked(), months.of(day_of(clock.now()))
    report = reports.of(month, at=clock.now())
    return page(
        "admin/numbers/page.html",
        report=report,
        this=this,
        code=months.code,
        choices=sorted({month, *(months.before(this, back) for back in range(BACK + 1))}, reverse=True),
        paper=documents.latest(DocumentKind.REPORT, made_from=months.code(month)),
        drawings=drawings,
        **told(report),
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.NUMBERS, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over every figure of the month as CSV."""
    month = asked()
    found = list(_rows(reports.of(month, at=clock.now())))
    rows = audit.export(found, of="numbers", by=me(), at=clock.now())
    return csv_answer(f"numbers-{months.code(month)}.csv", HEADER, rows)


@bp.get("/<month>/file")
@may(May.NUMBERS, writes=True)
def paper(month: str) -> ResponseReturnValue:
    """Hand over the report of a month as it was last issued."""
    document = documents.latest(DocumentKind.REPORT, made_from=months.code(months.named(month))) or abort(404)
    body = the_store().read(document.file.sha256)
    documents.opened(document, by=me(), at=clock.now())
    return file_answer(body, media_type=document.file.media_type, name=document.file.name)


def asked() -> date:
    """Return the month of the address; the last one that is over for any that cannot be told of."""
    this = months.of(day_of(clock.now()))
    try:
        return min(months.named(request.args.get("month", "")), this)
    except Refused:
        return months.before(this)


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    for each in measures(report):
        head = (each.section, each.key, each.of, each.unit)
        share, then = each.share, each.share_before
        if share is None:
            yield (*head, *(_counted(each.unit, amount) for amount in (each.now, each.before)), *[""] * 5)
        else:
            counts, sure = (share.part, share.whole), (round(share.low, 4), round(share.high, 4))
            yield (*head, *map(_rounded, (share, then)), *counts, *sure, each.place or "")


def _rounded(share: Share | None) -> float | None:
    return None if share is None or share.value is None else round(share.value, 4)


def _counted(unit: Unit, amount: Amount) -> object:
    return f"{amount / 100:.2f}" if unit is Unit.MONEY and amount is not None else amount
