"""The ambassador's home: what to do next, and why."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.web.access import May, may
from portal.web.pages import page

bp = Blueprint("home", __name__)


@bp.get("", endpoint="page")
@may(May.JOIN)
def show() -> ResponseReturnValue:
    """Show what to do next."""
    return page("ambassador/home/page.html")
