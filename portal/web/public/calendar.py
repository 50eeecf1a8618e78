"""The public calendar: an agenda, months, and a feed for other calendars."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from portal import clock
from portal.domain import months
from portal.domain.program import revisions
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.domain.working import calendar, feed
from portal.web.access import May, may
from portal.web.addresses import absolute
from portal.web.listing import Listing
from portal.web.pages import page, the_program

bp = Blueprint("calendar", __name__)


@bp.get("/calendar", endpoint="page")
@may(May.ANYONE)
def show() -> ResponseReturnValue:
    """Show now and the next three months, filtered by type and words."""
    listing = Listing(sorts={"on": []}, filters=["type", "from"])
    today = day_of(clock.now())
    first = _month(listing.filters["from"]) or today.replace(day=1)
    shown = _shown(listing, first, after=months.after(first, calendar.MONTHS))
    return page(
        "public/calendar/page.html", listing=listing, today=today, revision=revisions.current(), **shown
    )


@bp.get("/calendar.ics")
@may(May.ANYONE)
def ics() -> ResponseReturnValue:
    """Give the public calendar to other calendars (RFC 5545)."""
    now = clock.now()
    body = feed.ics(the_program(), page=absolute("public.calendar.page"), on=day_of(now))
    response = make_response(body)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers.set("Content-Disposition", "inline", filename="calendar.ics")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.add_etag()
    return response.make_conditional(request)


def _month(asked: str) -> date | None:
    """The month that reads `2026-07`, or None for none that has neighbours."""
    try:
        return months.named(asked)
    except Refused:
        return None


def _shown(listing: Listing, first: date, *, after: date) -> dict[str, Any]:
    """What is planned from `first` until the day before `after`: all that the words find, and of one type."""
    shelf = calendar.planned(first, after - timedelta(days=1))
    found = calendar.saying(shelf.dues, listing.words)
    chosen = calendar.of_type(found, listing.filters["type"])
    return {
        "found": found,
        "chosen": chosen,
        "months": calendar.months(first, chosen, first_weekday=get_locale().first_week_day),
        "types": shelf.kinds,
        "joining": shelf.joining,
        "around": {"before": months.before(first, calendar.MONTHS), "after": after},
    }
