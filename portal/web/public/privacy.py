"""What happens to the data of those who apply."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.web.access import May, may
from portal.web.pages import page

bp = Blueprint("privacy", __name__)


@bp.get("/privacy", endpoint="page")
@may(May.ANYONE)
def show() -> ResponseReturnValue:
    """Show what the program says about data, and what the portal itself keeps."""
    return page("public/privacy/page.html")
