"""The landing page: what the deal is, and what to do next."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.web.access import May, may
from portal.web.pages import page

bp = Blueprint("home", __name__)


@bp.get("/", endpoint="page")
@may(May.ANYONE)
def show() -> ResponseReturnValue:
    """Show the deal."""
    return page("public/home/page.html")
