"""The close of a quarter: previewed on any terms, done by hand where the clock has not, looked back on."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from portal import clock
from portal.db import db
from portal.domain import audit, quarters
from portal.domain.earning import closes, closing, forecasts, previews, terms
from portal.domain.earning.prospects import Terms
from portal.domain.listing import page_of
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.web import statements
from portal.web.access import May, may, me
from portal.web.csv import csv_answer
from portal.web.forms.base import Form
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.numbers import whole
from portal.web.pages import page

bp = Blueprint("quarters", __name__, url_prefix="/quarters")
HEADER = ("name", "joined", "standing", "fades", "after", "outcome")
BEHIND, AHEAD = 6, 2


@bp.get("", endpoint="page")
@may(May.PEOPLE)
def show() -> ResponseReturnValue:
    """Show what the close of a quarter does, on the terms of the address."""
    known = asked()
    listing, chosen = listed(known)
    return page(
        "admin/quarters/page.html",
        **_facts(known, today=day_of(clock.now())),
        terms=known,
        listing=listing,
        page=page_of(chosen, number=listing.number),
        closes=closes.latest(),
        due=closing.due(at=clock.now()),
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.PEOPLE, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list as CSV."""
    known = asked()
    _listing, chosen = listed(known)
    rows = audit.export(db.session.scalars(chosen), of="prospects", by=me(), at=clock.now())
    return csv_answer(f"close-{known.quarter}.csv", HEADER, map(_row, rows))


@bp.get("/year")
@may(May.PEOPLE)
def year() -> ResponseReturnValue:
    """Show what the last four quarters would have looked like on the terms of the address."""
    known = asked()
    past = previews.year(known, before=quarters.of(day_of(clock.now())))
    return page("admin/quarters/year.html", terms=known, in_force=in_force(known.quarter), past=past)


@bp.route("/<quarter>/close", methods=["GET", "POST"])
@may(May.PROGRAM)
def close(quarter: str) -> ResponseReturnValue:
    """Say what the close will do, and do it."""
    form, known = Form(), terms.of(quarter)
    closing.check(quarter, at=clock.now())
    if form.validate_on_submit():
        closing.close(quarter, by=me(), at=clock.now())
        notice = _("%(quarter)s is closed.", quarter=statements.named(quarter))
        return onward(url_for(".page", quarter=quarter), notice=notice)
    return page("admin/quarters/close.html", form=form, terms=known, seen=previews.of(known))


def asked() -> Terms:
    """Return the terms that the address asks for: those in force, unless it says another number."""
    quarter = request.args.get("quarter", "")
    try:
        quarters.first_day(quarter)
    except Refused:
        quarter = closing.due(at=clock.now()) or quarters.of(day_of(clock.now()))
    known = in_force(quarter)
    rate, threshold = (request.args.get(name, type=whole) for name in ("rate", "threshold"))
    return replace(
        known,
        rate=known.rate if rate is None or rate > 100 else rate,
        threshold=known.threshold if threshold is None or threshold > 10**6 else threshold,
    )


def in_force(quarter: str) -> Terms:
    """Return the terms of the rules, or usual ones before there are rules."""
    try:
        return terms.of(quarter)
    except Refused:
        return Terms(quarter=quarter, rate=25, threshold=100)


def listed(known: Terms) -> tuple[Listing, Select[Any]]:
    """Return the list of people as the address asks for it, and its select."""
    own = ["outcome", "quarter", "rate", "threshold"]
    _chosen, sorts = previews.lines(known)
    listing = Listing(sorts=sorts, filters=own)
    chosen, _sorts = previews.lines(known, words=listing.words, outcome=listing.filters["outcome"])
    return listing, listing.sorted(chosen)


def _facts(known: Terms, *, today: date) -> dict[str, Any]:
    return {
        "in_force": in_force(known.quarter),
        "seen": previews.of(known),
        "needed": forecasts.needed(known),
        "closed": closing.of(known.quarter),
        "choices": choices(today, known.quarter),
        "today": today,
    }


def choices(today: date, wanted: str) -> list[str]:
    """Return the quarters that can be chosen, the latest first: two years, and whichever is shown."""
    this = quarters.of(today)
    near = {quarters.after(this, count) for count in range(-BEHIND, AHEAD + 1)}
    return sorted(near | {wanted}, reverse=True)


def _row(line: Any) -> tuple[object, ...]:
    return line.name, line.joined_on, line.standing, line.fade, line.after, line.outcome
