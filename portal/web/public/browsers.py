"""Where one is signed in, and signing out elsewhere."""

from flask import Blueprint, abort, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user

from portal import clock
from portal.domain.listing import page_of
from portal.domain.people import sign_ins
from portal.models.sign_in import SignIn
from portal.web.access import May, may, me, my_sign_in
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import own_page

bp = Blueprint("browsers", __name__, url_prefix="/account/sign-ins")


@bp.get("", endpoint="list")
@may(May.SELF)
def index() -> ResponseReturnValue:
    """List the browsers in which one is signed in, the latest first."""
    listing = Listing(sorts={"at": [SignIn.id]})
    rows = page_of(sign_ins.open_of(me(), at=clock.now()), number=listing.number)
    return own_page("public/account/sign_ins.html", listing=listing, page=rows, here=my_sign_in())


@bp.post("/<int:id>/end")
@may(May.SELF)
def end(id: int) -> ResponseReturnValue:
    """Sign out in one other browser."""
    found = sign_ins.one_of(me(), id, at=clock.now())
    if found is None:
        abort(404)
    sign_ins.end(found, at=clock.now())
    return onward(url_for(".list"), notice=_("Signed out there."))


@bp.post("/end")
@may(May.SELF)
def end_all() -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    sign_ins.end_all(me(), at=clock.now())
    logout_user()
    session.clear()
    return onward(url_for("public.sign_ins.form"), notice=_("You are signed out everywhere."))
