"""The calendar, as this ambassador meets it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.joining import onboarding
from portal.domain.programs import day_of
from portal.domain.working import plans
from portal.web.access import May, may
from portal.web.ambassador.home import dots_of, mine
from portal.web.pages import page

bp = Blueprint("calendar", __name__, url_prefix="/calendar")


@bp.get("", endpoint="page")
@may(May.AMBASSADOR, writes=True)
def show() -> ResponseReturnValue:
    """Show the plan of the season; the first look is a step of onboarding."""
    now = clock.now()
    onboarding.look_at_calendar(mine(), at=now)
    today = day_of(now)
    plan = plans.season_of(mine(), today=today)
    return page("ambassador/calendar/page.html", plan=plan, dots=dots_of(plan), today=today)
