"""The calendar of one ambassador as a feed for other calendars, behind a key instead of a cookie."""

from flask import Blueprint, abort, current_app, make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.joining import feed_keys
from portal.domain.programs import day_of
from portal.domain.working import feed
from portal.models.joining.membership import Membership
from portal.web.access import May, may, me
from portal.web.addresses import absolute
from portal.web.ambassador.mine import mine
from portal.web.htmx import onward
from portal.web.pages import page, the_program

bp = Blueprint("feed", __name__)


@bp.get("/calendar.ics")
@may(May.ANYONE)
def ics() -> ResponseReturnValue:
    """Give the plan of whose key it is; whatever is wrong with a key, there is nothing here."""
    membership = feed_keys.opened_by(request.args.get("key", ""), secret=_secret()) or abort(404)
    there = absolute("ambassador.calendar.page")
    response = make_response(feed.own(membership, the_program(), page=there, on=day_of(clock.now())))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers.set("Content-Disposition", "inline", filename="calendar.ics")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get("/calendar/address", endpoint="renewal")
@may(May.AMBASSADOR)
def ask() -> ResponseReturnValue:
    """Say what a new address does, before it does."""
    return page(
        "parts/confirm.html",
        layout="layouts/ambassador.html",
        title=_("Make a new address for your calendar"),
        text=[_("The old address leads nowhere from then on. Calendars that follow it need the new one.")],
        verb=_("Make a new address"),
        back=url_for("ambassador.calendar.page"),
    )


@bp.post("/calendar/address")
@may(May.AMBASSADOR)
def renew() -> ResponseReturnValue:
    """Make the address anew."""
    feed_keys.renew(mine(), by=me(), at=clock.now())
    there = url_for("ambassador.calendar.page", _anchor="feed")
    return onward(there, notice=_("Your calendar has a new address."))


def address_of(membership: Membership) -> str:
    """Return the whole address of the feed, with its key."""
    return absolute("ambassador.feed.ics", key=feed_keys.key_of(membership, secret=_secret()))


def _secret() -> str:
    return str(current_app.secret_key)
