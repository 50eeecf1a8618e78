"""What the address of the list of applications asks for."""

from datetime import date

from flask import abort, request

from portal.domain.joining import desk
from portal.domain.joining.narrowing import Narrowing
from portal.models.joining.application import Application
from portal.web.access import me
from portal.web.listing import Listing
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
        reader=int(asked["reader"]) if asked["reader"].isdecimal() else None,
        score=asked["score"] if asked["score"] in {"pass", "below", "apart"} else "",
        mark=the_program().pass_mark,
        since=_day(asked["since"]),
        zone=the_program().time_zone,
    )


def chosen() -> list[Application]:
    """Return the applications ticked on the list that I may see; 404 for none, 413 for too many."""
    ids = request.values.getlist("id", type=int)
    if len(ids) > MOST_AT_ONCE:
        abort(413)
    return list(desk.several(ids, seen_by=me())) or abort(404)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
