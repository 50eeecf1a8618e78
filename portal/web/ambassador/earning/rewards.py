"""Rewards, as a shop window: what is mine to ask for, what comes next, what is on its way."""

from datetime import timedelta
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.earning import shop
from portal.domain.programs import day_of
from portal.domain.working import open_offers, ways
from portal.web.access import May, may
from portal.web.ambassador.earning import redeeming
from portal.web.ambassador.mine import mine
from portal.web.pages import page

SEASON = timedelta(weeks=13)
bp = Blueprint("rewards", __name__, url_prefix="/rewards")


@bp.get("", endpoint="page")
@may(May.AMBASSADOR)
def show() -> ResponseReturnValue:
    """Show the shop window."""
    return page("ambassador/rewards/page.html", **window())


def window() -> dict[str, Any]:
    """Return what the shop window shows of now, with the work that would bring the next reward."""
    now = clock.now()
    today = day_of(now)
    found = shop.window(mine(), on=today)
    missing = found.next.missing if found.next else 0
    offers = open_offers.until(mine(), last=today + SEASON, at=now) if missing else []
    return {"shop": found, "found": ways.to(missing, offers), "redeeming": redeeming}
