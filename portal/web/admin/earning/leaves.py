"""Leave that ambassadors ask for, confirmed or declined by staff."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.earning import leaves
from portal.domain.listing import page_of
from portal.domain.programs import day_of
from portal.models.earning.leave import Leave
from portal.models.person import Person
from portal.web.access import May, may, me, way_back
from portal.web.addresses import absolute
from portal.web.csv import csv_answer
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import page
from portal.web.statements import named

bp = Blueprint("leaves", __name__, url_prefix="/leaves")
HEADER = ("name", "mail", "quarter", "asked", "confirmed", "decided")


def asked() -> Listing:
    """Return the list as its address asks for it."""
    sorts = {
        "asked": [Leave.asked_at, Leave.id],
        "quarter": [Leave.quarter, Leave.id],
        "name": [Person.name, Leave.id],
    }
    return Listing(sorts=sorts, filters=["state"], first="-asked")


@bp.get("", endpoint="list")
@may(May.PEOPLE)
def index() -> ResponseReturnValue:
    """List leaves, those that wait first to be seen by a filter."""
    listing = asked()
    chosen = listing.sorted(leaves.chosen(words=listing.words, **listing.filters))
    return page("admin/leaves/list.html", listing=listing, page=page_of(chosen, number=listing.number))


@bp.get("/list.csv", endpoint="csv")
@may(May.PEOPLE, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list as CSV."""
    listing = asked()
    chosen = listing.sorted(leaves.chosen(words=listing.words, **listing.filters))
    rows = audit.export(db.session.scalars(chosen), of="leaves", by=me(), at=clock.now())
    return csv_answer("leaves.csv", HEADER, map(_row, rows))


@bp.post("/<int:id>/confirmation")
@may(May.PEOPLE)
def confirm(id: int) -> ResponseReturnValue:
    """Confirm a quarter of leave."""
    leave = _one(id)
    link = absolute("ambassador.points.page")
    leaves.confirm(leave, named=named(leave.quarter), link=link, by=me(), at=clock.now())
    return _back(_("The leave of %(name)s is confirmed.", name=leave.membership.person.name))


@bp.post("/<int:id>/refusal")
@may(May.PEOPLE)
def decline(id: int) -> ResponseReturnValue:
    """Decline a quarter of leave."""
    leave = _one(id)
    link = absolute("ambassador.points.page")
    leaves.decline(leave, named=named(leave.quarter), link=link, by=me(), at=clock.now())
    return _back(_("The leave of %(name)s is declined.", name=leave.membership.person.name))


def _one(id: int) -> Leave:
    return db.session.scalar(leaves.chosen().where(Leave.id == id)) or abort(404)


def _back(notice: str) -> ResponseReturnValue:
    """Lead back to the page that the button stood on: the list, or a person's."""
    return onward(way_back(request.referrer) or url_for(".list", state="asked"), notice=notice)


def _row(leave: Leave) -> tuple[object, ...]:
    person = leave.membership.person
    decided = leave.decided_at and day_of(leave.decided_at)
    return person.name, person.email, leave.quarter, day_of(leave.asked_at), leave.confirmed, decided
