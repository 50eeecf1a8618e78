"""The staff's first page."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.web.access import May, may
from portal.web.pages import page

bp = Blueprint("home", __name__)


@bp.get("/", endpoint="page")
@may(May.DESK)
def show() -> ResponseReturnValue:
    """Show what waits for a person."""
    return page("admin/home/page.html")
