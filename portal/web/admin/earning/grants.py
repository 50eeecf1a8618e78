"""What a milestone owes: people who reached it while there was none, and the act that gives it to them."""

from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.domain.earning import grants
from portal.domain.listing import page_of
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.web.access import May, may, me
from portal.web.admin.earning.rewards import one
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("grants", __name__, url_prefix="/rewards/<int:id>/grants")


@bp.get("", endpoint="page")
@may(May.REWARDS)
def show(id: int) -> ResponseReturnValue:
    """List whom the reward is owed, who joined first at the top."""
    sorts: dict[str, list[Any]] = {"joined": [Membership.id], "name": [Person.name, Membership.id]}
    reward, listing = one(id), Listing(sorts=sorts)
    chosen = listing.sorted(grants.listed(reward, words=listing.words))
    found = page_of(chosen, number=listing.number)
    return page("admin/grants/page.html", reward=reward, listing=listing, page=found)


@bp.post("")
@may(May.REWARDS)
def create(id: int) -> ResponseReturnValue:
    """Grant the reward to all whom it is owed, as far as it goes."""
    granted = grants.settle(one(id), by=me(), at=clock.now())
    said = ngettext("Granted to one person.", "Granted to %(num)d people.", granted)
    return onward(url_for(".page", id=id), notice=said if granted else _("There is none left to grant."))
