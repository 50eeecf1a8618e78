"""Memberships that a close proposed as lapsed: a person confirms, or keeps them with a reason."""

from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.earning import renewals
from portal.domain.listing import page_of
from portal.models.earning.quarter_close import QuarterClose, Renewal
from portal.models.person import Person
from portal.web.access import May, may, me
from portal.web.addresses import absolute
from portal.web.csv import csv_answer
from portal.web.forms.base import Form, landing_on
from portal.web.forms.earning.keeping import KeepForm
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("proposals", __name__, url_prefix="/quarters/proposals")
HEADER = ("name", "mail", "quarter", "before", "after", "threshold")


def asked() -> Listing:
    """Return the list as its address asks for it."""
    sorts: dict[str, list[Any]] = {
        "quarter": [QuarterClose.quarter, Renewal.id],
        "name": [Person.name, Renewal.id],
        "after": [Renewal.after, Renewal.id],
    }
    return Listing(sorts=sorts)


@bp.get("", endpoint="list")
@may(May.PEOPLE)
def index() -> ResponseReturnValue:
    """List the proposals that nobody has decided, the oldest first."""
    listing = asked()
    chosen = listing.sorted(renewals.proposals(words=listing.words))
    return page("admin/proposals/list.html", listing=listing, page=page_of(chosen, number=listing.number))


@bp.get("/list.csv", endpoint="csv")
@may(May.PEOPLE, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list as CSV."""
    listing = asked()
    chosen = listing.sorted(renewals.proposals(words=listing.words))
    rows = audit.export(db.session.scalars(chosen), of="renewals", by=me(), at=clock.now())
    return csv_answer("proposals.csv", HEADER, map(_row, rows))


@bp.get("/<int:id>", endpoint="page")
@may(May.PEOPLE)
def show(id: int) -> ResponseReturnValue:
    """Show one proposal: what the closes said of the person, and the two ways."""
    proposal = _one(id)
    return page(
        "admin/proposals/page.html", proposal=proposal, past=renewals.of_membership(proposal.membership)
    )


@bp.route("/<int:id>/lapse", methods=["GET", "POST"])
@may(May.PEOPLE)
def lapse(id: int) -> ResponseReturnValue:
    """Say what confirming the lapse will do, with its letter; and do it."""
    form, proposal = Form(), _one(id)
    if form.validate_on_submit():
        name = proposal.membership.person.name
        renewals.lapse(proposal, by=me(), at=clock.now())
        return onward(url_for(".list"), notice=_("The membership of %(name)s has lapsed.", name=name))
    letter = renewals.words_of_lapse(proposal)
    return page("admin/proposals/lapse.html", form=form, proposal=proposal, letter=letter)


@bp.route("/<int:id>/keeping", methods=["GET", "POST"])
@may(May.PEOPLE)
def keep(id: int) -> ResponseReturnValue:
    """Keep the person with a reason that goes into the letter."""
    form, proposal, link = KeepForm(), _one(id), absolute("ambassador.points.page")
    if form.validate_on_submit():
        with landing_on(form):
            renewals.keep(proposal, reason=form.reason.data or "", link=link, by=me(), at=clock.now())
            notice = _("%(name)s keeps the place.", name=proposal.membership.person.name)
            return onward(url_for(".list"), notice=notice)
    letter = renewals.words_of_keeping(proposal, reason="…", link=link)
    return page("admin/proposals/keep.html", form=form, proposal=proposal, letter=letter)


def _one(id: int) -> Renewal:
    return db.session.scalar(renewals.proposed().where(Renewal.id == id)) or abort(404)


def _row(proposal: Renewal) -> tuple[object, ...]:
    person, close = proposal.membership.person, proposal.close
    return person.name, person.email, close.quarter, proposal.before, proposal.after, close.threshold
