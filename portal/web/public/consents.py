"""What one agreed to, in the words that were shown, and the way to take it back."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.joining import consents, shown
from portal.models.joining.consent import ConsentFor
from portal.web.access import May, may, me, my_membership
from portal.web.htmx import onward
from portal.web.pages import own_page

bp = Blueprint("consents", __name__, url_prefix="/account/consents")
# What one may take back at any time; the agreement to read an application ends by withdrawing that.
FREE = {ConsentFor.MARKETING.value, ConsentFor.SHOWN.value, ConsentFor.OPENING.value}


@bp.get("", endpoint="list")
@may(May.SELF)
def index() -> ResponseReturnValue:
    """Show every consent, the latest first."""
    return own_page("public/consents/list.html", consents=consents.of_person(me()), free=FREE)


@bp.post("/<purpose>/withdrawal")
@may(May.SELF)
def withdraw(purpose: str) -> ResponseReturnValue:
    """Take back what was agreed to for a purpose; from now on nothing is done with it."""
    if purpose not in FREE:
        abort(404)
    membership = my_membership()
    if purpose == ConsentFor.SHOWN and membership is not None:
        shown.wish(membership, shown=False, wording="", at=clock.now())
    consents.withdraw(ConsentFor(purpose), person=me(), at=clock.now())
    return onward(url_for(".list"), notice=_("Taken back."))
