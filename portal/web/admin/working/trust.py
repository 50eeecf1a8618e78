"""Trusting an ambassador, and taking that back."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain.joining import ambassadors
from portal.domain.working import trust
from portal.web.access import May, may, me
from portal.web.htmx import onward

bp = Blueprint("trust", __name__, url_prefix="/ambassadors")


@bp.post("/<int:id>/trust")
@may(May.PEOPLE)
def create(id: int) -> ResponseReturnValue:
    """Trust an ambassador."""
    membership = db.session.scalar(ambassadors.by_id(id)) or abort(404)
    trust.give(membership, by=me(), at=clock.now())
    notice = _("%(name)s is trusted from now on.", name=membership.person.name)
    return onward(
        url_for("admin.memberships.page", id=id), notice=notice, undo=url_for("admin.trust.delete", id=id)
    )


@bp.post("/<int:id>/trust/withdrawal", endpoint="delete")
@may(May.PEOPLE)
def withdraw(id: int) -> ResponseReturnValue:
    """Review all work of an ambassador again."""
    membership = db.session.scalar(ambassadors.by_id(id)) or abort(404)
    trust.withdraw(membership, by=me(), at=clock.now())
    notice = _("All work of %(name)s is reviewed again.", name=membership.person.name)
    return onward(url_for("admin.memberships.page", id=id), notice=notice)
