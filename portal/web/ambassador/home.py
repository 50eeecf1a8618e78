"""The ambassador's home: what to do next, and why."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.joining import onboarding
from portal.domain.paper import documents
from portal.domain.programs import day_of
from portal.web.access import May, may, me
from portal.web.ambassador.calendar import season_of
from portal.web.ambassador.mine import mine
from portal.web.pages import page

bp = Blueprint("home", __name__)


@bp.get("", endpoint="page")
@may(May.JOIN)
def show() -> ResponseReturnValue:
    """Show what to do next, the first steps, and what is coming."""
    today, steps = day_of(clock.now()), onboarding.steps(mine())
    return page(
        "ambassador/home/page.html",
        membership=mine(),
        steps=steps,
        steps_left=[step for step in steps if step.done_at is None and step.key != "action"],
        today=today,
        papers=documents.of_person(me()),
        **season_of(mine(), today=today),
    )
