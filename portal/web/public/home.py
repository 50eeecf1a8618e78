"""The landing page: what the deal is, and what to do next."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal import clock
from portal.domain import charts, programs, revisions
from portal.domain.working import activity_types, calendar
from portal.web.access import May, may
from portal.web.pages import page, the_program

bp = Blueprint("home", __name__)


@bp.get("/", endpoint="page")
@may(May.ANYONE)
def show() -> ResponseReturnValue:
    """Show the deal, and the one thing to do: apply, sign in, or be told when the doors open."""
    today = programs.day_of(clock.now())
    start, dues = calendar.season(today)
    revision = revisions.current()
    dots = charts.season(
        start,
        title=gettext("The season as dots: thirteen weeks of seven days."),
        filled={due.on for due in dues if not due.action.is_date},
        ringed={due.on for due in dues if due.action.is_date},
    )
    return page(
        "public/home/page.html",
        revision=revision,
        rewards=revisions.rewards(revision) if revision else [],
        offers=calendar.offers(activity_types.in_use(), dues),
        dots=dots,
        days=programs.days_ahead(the_program(), today=today),
        season=(start, calendar.last_of_season(start)),
        today=today,
    )
