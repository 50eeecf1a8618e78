"""The brief, as the ambassador reads it."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.working import brief_readings, briefs
from portal.web.access import May, may, me
from portal.web.htmx import onward
from portal.web.pages import page

bp = Blueprint("briefs", __name__, url_prefix="/brief")


@bp.get("", endpoint="page")
@may(May.AMBASSADOR)
def show() -> ResponseReturnValue:
    """Show the brief in force, and which version was read before."""
    brief = briefs.current()
    readings = brief_readings.of(me())
    return page("ambassador/briefs/page.html", brief=brief, read=readings.get(brief.number if brief else 0))


@bp.post("/<int:number>/reading")
@may(May.AMBASSADOR)
def acknowledge(number: int) -> ResponseReturnValue:
    """Note that this version was read."""
    brief = briefs.numbered(number) or abort(404)
    brief_readings.acknowledge(brief, by=me(), at=clock.now())
    return onward(url_for("ambassador.home.page"), notice=_("Noted: you have read the brief."))
