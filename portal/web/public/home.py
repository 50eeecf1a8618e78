"""The landing page: what the deal is, and what to do next."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from portal import clock
from portal.domain import charts, programs
from portal.domain.earning import rewards
from portal.domain.joining import doors
from portal.domain.program import revisions
from portal.domain.working import activity_types, calendar
from portal.domain.working.plans import Due
from portal.models.program import Doors
from portal.web.access import May, may, visitor
from portal.web.forms.program import OpeningForm
from portal.web.pages import page, the_program

bp = Blueprint("home", __name__)


@bp.get("/", endpoint="page")
@may(May.ANYONE)
def show() -> ResponseReturnValue:
    """Show the deal, and the one thing to do: apply, sign in, or be told when the doors open."""
    return landing(None)


def landing(form: OpeningForm | None) -> ResponseReturnValue:
    """Return the landing page; while the doors are paused with the form of those who want to be told."""
    today = programs.day_of(clock.now())
    shut = doors.shut(the_program(), on=today)
    paused = shut is not None and shut.doors is Doors.PAUSED
    start, shelf = calendar.season(today)
    revision = revisions.current()
    return page(
        "public/home/page.html",
        form=form or (OpeningForm() if paused and visitor() is None else None),
        shut=shut,
        paused=paused,
        revision=revision,
        rewards=rewards.window(today),
        offers=calendar.offers(activity_types.in_use(), shelf),
        dots=_dots(start, shelf.dues),
        days=programs.days_ahead(the_program(), today=today),
        season=(start, calendar.last_of_season(start)),
    )


def _dots(start: date, dues: list[Due]) -> Markup:
    return charts.season(
        start,
        title=gettext("The season as dots: thirteen weeks of seven days."),
        filled={due.on for due in dues if not due.action.is_date},
        ringed={due.on for due in dues if due.action.is_date},
    )
