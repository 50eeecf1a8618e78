"""The rules: the revision in force, and every one before it."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.program import revisions
from portal.domain.programs import day_of
from portal.web.access import May, may
from portal.web.pages import page
from portal.web.rules import shown

bp = Blueprint("rules", __name__, url_prefix="/rules")


@bp.get("", endpoint="page")
@may(May.ANYONE)
def current() -> ResponseReturnValue:
    """Show the rules in force on one page."""
    every = revisions.published()
    if not every:
        return page("public/rules/none.html")
    return page("public/rules/page.html", **shown(every[0], every, today=day_of(clock.now())))


@bp.get("/<int:number>")
@may(May.ANYONE)
def older(number: int) -> ResponseReturnValue:
    """Show a revision as it was published."""
    every = revisions.published()
    revision = next((each for each in every if each.number == number), None) or abort(404)
    return page("public/rules/page.html", **shown(revision, every, today=day_of(clock.now())))
