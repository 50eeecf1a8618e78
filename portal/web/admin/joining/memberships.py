"""The ambassadors, as staff look them up."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain import audit, charts
from portal.domain.earning import leaves, ledger
from portal.domain.issuing import documents
from portal.domain.joining import agreements, ambassadors, memberships, onboarding
from portal.domain.listing import page_of
from portal.domain.programs import day_of
from portal.domain.working import plans
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.web.access import May, may, me
from portal.web.addresses import absolute, welcome_link
from portal.web.csv import csv_answer
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("memberships", __name__, url_prefix="/ambassadors")
HEADER = ("name", "mail", "town", "state", "cohort", "joined", "code")


def asked() -> Listing:
    """Return the list as its address asks for it."""
    sorts = {
        "joined": [Membership.joined_on, Membership.id],
        "name": [Person.name, Membership.id],
        "state": [Membership.state, Membership.id],
    }
    return Listing(sorts=sorts, filters=["state", "cohort", "printed"], first="-joined")


@bp.get("", endpoint="list")
@may(May.PEOPLE)
def index() -> ResponseReturnValue:
    """List ambassadors, new ones first."""
    listing = asked()
    chosen = listing.sorted(ambassadors.chosen(words=listing.words, **listing.filters))
    found = page_of(chosen, number=listing.number)
    return page(
        "admin/memberships/list.html",
        listing=listing,
        page=found,
        facets=ambassadors.facets(),
        packs=ambassadors.printed_for(found.rows),
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.PEOPLE, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list as CSV."""
    listing = asked()
    chosen = listing.sorted(ambassadors.chosen(words=listing.words, **listing.filters))
    rows = audit.export(db.session.scalars(chosen), of="memberships", by=me(), at=clock.now())
    return csv_answer("ambassadors.csv", HEADER, map(_row, rows))


@bp.post("/<int:id>/welcome")
@may(May.PEOPLE)
def welcome(id: int) -> ResponseReturnValue:
    """Send a new welcome link."""
    membership = db.session.scalar(ambassadors.by_id(id)) or abort(404)
    again = absolute("public.passwords.form")
    memberships.welcome_again(membership, link=welcome_link, again=again, by=me(), at=clock.now())
    notice = _("A new welcome link is on its way to %(mail)s.", mail=membership.person.email)
    return onward(url_for(".page", id=id), notice=notice)


@bp.get("/<int:id>", endpoint="page")
@may(May.PEOPLE)
def show(id: int) -> ResponseReturnValue:
    """Show one ambassador: season, first steps, agreement, documents."""
    membership = db.session.scalar(ambassadors.by_id(id)) or abort(404)
    agreement = agreements.current()
    return page(
        "admin/memberships/page.html",
        membership=membership,
        steps=onboarding.steps(membership),
        dots=_season(membership),
        documents=documents.of_person(membership.person),
        accepted=agreement and agreements.acceptance_of(membership, agreement),
        agreement=agreement,
        deeds=audit.about(membership),
        balance=ledger.balance_of(membership.person),
        leaves=leaves.of_membership(membership),
    )


def _season(membership: Membership) -> str:
    plan = plans.season_of(membership, today=day_of(clock.now()))
    title = _("The season of %(name)s", name=membership.person.name)
    return charts.season(plan.start, title=title, filled=plan.work, ringed=plan.shared)


def _row(membership: Membership) -> tuple[object, ...]:
    person = membership.person
    return (
        person.name,
        person.email,
        person.town,
        membership.state,
        membership.cohort,
        membership.joined_on,
        membership.code,
    )
