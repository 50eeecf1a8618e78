"""The public page of the ambassadors who wish to be shown, and their photos."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from portal.domain.joining import shown
from portal.domain.listing import page_of
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.web.access import May, can, may, my_membership
from portal.web.listing import Listing
from portal.web.pages import page, picture_answer

bp = Blueprint("ambassadors", __name__, url_prefix="/ambassadors")
SIZE = 24


@bp.get("", endpoint="list")
@may(May.ANYONE)
def index() -> ResponseReturnValue:
    """List who wishes to be shown."""
    listing = Listing(sorts={"name": [Person.name, Membership.id], "joined": [Membership.joined_on]})
    found = page_of(listing.sorted(shown.chosen(words=listing.words)), number=listing.number, size=SIZE)
    return page("public/ambassadors/list.html", listing=listing, page=found)


@bp.get("/<slug>/photo")
@may(May.ANYONE)
def photo(slug: str) -> ResponseReturnValue:
    """Give a photo while its owner is shown; else to its owner and to staff alone."""
    membership = shown.by_slug(slug) or abort(404)
    if not (membership is my_membership() or can(May.PEOPLE) or shown.is_shown(membership)):
        abort(404)
    file = shown.photo_of(membership) or abort(404)
    response = picture_answer(file, name="photo.jpg")
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(file.sha256)
    return response.make_conditional(request)
