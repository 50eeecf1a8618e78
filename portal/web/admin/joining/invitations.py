"""Inviting people to apply, one by one or by a list, and what came of it."""

from datetime import timedelta

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.joining import invitation_lists, invitations
from portal.domain.joining.funnel import funnel
from portal.domain.listing import page_of
from portal.domain.people import accounts
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.joining.invitation import Invitation
from portal.models.person import Person
from portal.web.access import May, may, me
from portal.web.addresses import invitation_link
from portal.web.csv import csv_answer
from portal.web.forms.base import Form, landing_on
from portal.web.forms.joining.invitations import InvitationForm, InvitationListForm, SendListForm
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("invitations", __name__, url_prefix="/invitations")
HEADER = ("name", "mail", "how", "by", "referrer", "asked", "opened", "begun", "said no")
SORTS = {
    "at": [Invitation.at, Invitation.id],
    "name": [Invitation.name, Invitation.id],
    "email": [Invitation.email, Invitation.id],
}


@bp.get("", endpoint="list")
@may(May.PEOPLE)
def index() -> ResponseReturnValue:
    """List who was asked, and what came of it, with the funnel of the last 90 days."""
    listing, chosen = _asked()
    today = day_of(clock.now())
    return page(
        "admin/invitations/list.html",
        listing=listing,
        page=page_of(chosen, number=listing.number),
        counts=invitations.counts(),
        funnel=funnel(today - timedelta(days=89), today),
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.PEOPLE, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list, as it is narrowed, as CSV."""
    _listing, chosen = _asked()
    rows = audit.export(db.session.scalars(chosen), of="invitations", by=me(), at=clock.now())
    return csv_answer("invitations.csv", HEADER, map(_row, rows))


@bp.get("/new")
@may(May.PEOPLE)
def form() -> ResponseReturnValue:
    """Ask whom to invite."""
    return _form(InvitationForm(), InvitationListForm(), sent=None)


@bp.post("/new")
@may(May.PEOPLE)
def create() -> ResponseReturnValue:
    """Invite one person."""
    form = InvitationForm()
    if form.validate_on_submit():
        with landing_on(form):
            invitations.invite(
                form.email.data,
                name=form.name.data,
                note=form.note.data,
                referrer=_referrer(form.referrer.data),
                by=me(),
                link=invitation_link,
                at=clock.now(),
            )
            said = _("Invited. A letter to %(email)s is on the way.", email=form.email.data)
            return onward(url_for(".list"), notice=said)
    return _form(form, InvitationListForm(None), sent=form)


@bp.post("/lists")
@may(May.PEOPLE)
def look() -> ResponseReturnValue:
    """Look at a list line by line; nothing is sent."""
    form = InvitationListForm()
    if form.validate_on_submit():
        with landing_on(form):
            body = invitation_lists.decoded(form.file.data.read() if form.file.data else b"")
            lines = invitation_lists.read(body, at=clock.now())
            return page("admin/invitations/lines.html", lines=lines, send=SendListForm(None, body=body))
    return _form(InvitationForm(None), form, sent=form)


@bp.post("/sendings")
@may(May.PEOPLE)
def send() -> ResponseReturnValue:
    """Invite everybody on a list that was looked at, as far as their lines are right."""
    form = SendListForm()
    if not form.validate_on_submit():
        return onward(url_for(".form"))
    count = invitation_lists.send(form.body.data, by=me(), link=invitation_link, at=clock.now())
    said = ngettext("One person invited.", "%(num)d people invited.", count)
    return onward(url_for(".list"), notice=said)


def _asked() -> tuple[Listing, Select[Invitation]]:
    listing = Listing(sorts=SORTS, filters=["kind", "state"], first="-at")
    return listing, listing.sorted(invitations.chosen(words=listing.words, **listing.filters))


def _form(one: InvitationForm, many: InvitationListForm, *, sent: Form | None) -> ResponseReturnValue:
    return page("admin/invitations/form.html", form=sent, one=one, many=many)


def _row(invitation: Invitation) -> tuple[object, ...]:
    gone = invitation.declined_at or not invitation.name
    return (
        invitation.name,
        "" if gone else invitation.email,
        invitation.kind,
        invitation.by.name if invitation.by else invitation.nominator_name,
        invitation.referrer.email if invitation.referrer else "",
        invitation.at,
        invitation.opened_at,
        invitation.confirmed_at,
        invitation.declined_at,
    )


def _referrer(email: str) -> Person | None:
    person = accounts.person_of(email) if email else None
    if email and person is None:
        raise Refused("Nobody here has this address.", "referrer")
    return person
