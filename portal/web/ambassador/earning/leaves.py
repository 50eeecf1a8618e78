"""My leave: a quarter off, asked for without a reason."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.earning import leaves
from portal.web.access import May, may
from portal.web.ambassador.mine import mine
from portal.web.htmx import onward
from portal.web.pages import page
from portal.web.statements import named

bp = Blueprint("leaves", __name__, url_prefix="/leave")


@bp.get("", endpoint="page")
@may(May.AMBASSADOR)
def show() -> ResponseReturnValue:
    """Show which quarters can be had off, and which were."""
    now, membership = clock.now(), mine()
    near = leaves.within_reach(at=now)
    asked = leaves.of_membership(membership)
    return page(
        "ambassador/leaves/page.html",
        choices=[(quarter, leaves.why_not(membership, quarter, at=now)) for quarter in near],
        asked={leave.quarter: leave for leave in asked},
        earlier=[leave for leave in asked if leave.quarter not in near],
    )


@bp.post("")
@may(May.AMBASSADOR)
def ask() -> ResponseReturnValue:
    """Ask for a quarter off."""
    leave = leaves.ask(mine(), request.form.get("quarter", ""), at=clock.now())
    notice = _("You asked for leave in %(quarter)s.", quarter=named(leave.quarter))
    return onward(url_for(".page"), notice=notice)


@bp.post("/<int:id>/withdrawal")
@may(May.AMBASSADOR)
def withdraw(id: int) -> ResponseReturnValue:
    """Take back what I asked for."""
    leaves.withdraw(leaves.one_of(mine(), id) or abort(404))
    return onward(url_for(".page"), notice=_("You took your leave back."))
