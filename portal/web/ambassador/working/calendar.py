"""The calendar, as this ambassador meets it."""

from datetime import date
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from portal import clock
from portal.domain import quarter_dots
from portal.domain.joining import onboarding
from portal.domain.programs import day_of
from portal.domain.working import calendar, plans, progress, sent_in
from portal.domain.working.plans import Plan
from portal.domain.working.progress import Progress
from portal.domain.working.sent_in import SentIn
from portal.web.access import May, may
from portal.web.ambassador.mine import mine
from portal.web.ambassador.working.feed import address_of
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("calendar", __name__, url_prefix="/calendar")


@bp.get("", endpoint="page")
@may(May.AMBASSADOR, writes=True)
def show() -> ResponseReturnValue:
    """Show the plan of the season; the first look is a step of onboarding."""
    now, listing = clock.now(), Listing(sorts={"on": []}, filters=["state", "type"])
    onboarding.look_at_calendar(mine(), at=now)
    season = season_of(sent_in.by(mine()), today=day_of(now))
    plan, done = season["plan"], season["progress"]
    found = calendar.of_type(calendar.saying(plan.dues, listing.words), listing.filters["type"])
    shown = {state: progress.in_state(found, done, state) for state in ("", *progress.STATES)}
    feed = address_of(mine())
    return page("ambassador/calendar/page.html", listing=listing, shown=shown, feed=feed, **season)


def season_of(sent: SentIn, *, today: date) -> dict[str, Any]:
    """Return what a page needs to show somebody's season: the plan, how far it is done, and its dots."""
    plan, done = plans.season_of(sent.membership, today=today), progress.of(sent, today=today)
    return {"plan": plan, "progress": done, "left": done.left_of(plan.dues), "dots": dots_of(plan, done)}


def dots_of(plan: Plan, done: Progress) -> Markup:
    """Return the season as dots, in a sentence and as this person stands in it."""
    left, days = done.left_of(plan.dues), done.days(plan)
    title = _(
        "Thirteen weeks of seven days: %(done)d done, %(left)d to come.", done=len(days), left=len(left)
    )
    return quarter_dots.drawn(
        plan.start,
        title=title,
        today=done.today,
        done=days,
        coming=left[0].on if left else None,
        planned={due.on for due in left},
        shared=plan.shared,
    )
