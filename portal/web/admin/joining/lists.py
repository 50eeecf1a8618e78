"""What the address of the list of applications asks for."""

from datetime import date, timedelta

from flask import abort, request
from flask_babel import format_date
from flask_babel import gettext as _

from portal.domain.joining import desk
from portal.domain.joining.narrowing import Narrowing
from portal.models.joining.application import Application
from portal.web.access import me
from portal.web.listing import Listing
from portal.web.numbers import whole
from portal.web.pages import the_program

FILTERS = ["state", "source", "reader", "score", "since"]
MOST_AT_ONCE = 100


def asked() -> tuple[Listing, Narrowing]:
    """Return the list as its address asks for it, and what that narrows it to."""
    listing = Listing(sorts=desk.sorts(me()), filters=FILTERS)
    asked = listing.filters
    return listing, Narrowing(
        words=listing.words,
        state=asked["state"],
        source=asked["source"],
        reader=request.args.get("reader", type=whole),
        score=asked["score"] if asked["score"] in {"pass", "below", "apart"} else "",
        mark=the_program().pass_mark,
        since=_day(asked["since"]),
        zone=the_program().time_zone,
    )


def days_since(today: date) -> list[tuple[str, str]]:
    """Return the days from which a list is usually wanted: the year's first, the season's, a month ago."""
    days = {today.replace(month=1, day=1), today - timedelta(days=30), the_program().season_starts or today}
    return [(day.isoformat(), _("Since %(day)s", day=format_date(day, "d MMMM"))) for day in sorted(days)]


def chosen() -> list[Application]:
    """Return the applications ticked on the list that I may see; 404 for none, 413 for too many."""
    ids = request.values.getlist("id", type=whole)
    if len(ids) > MOST_AT_ONCE:
        abort(413)
    return list(desk.several(ids, seen_by=me())) or abort(404)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
