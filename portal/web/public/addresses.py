"""Confirming a new mail address, by a link that was sent to it."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.people import accounts, tickets
from portal.models.ticket import Purpose, Ticket
from portal.web.access import May, may
from portal.web.forms.base import Form, landing_on
from portal.web.htmx import onward
from portal.web.limits import KNOCK, LOOK
from portal.web.pages import page

bp = Blueprint("addresses", __name__, url_prefix="/account/address/<token>")


@bp.get("")
@may(May.ANYONE)
@LOOK
def form(token: str) -> ResponseReturnValue:
    """Ask whether the address is right; looking does not use the link up."""
    ticket = _ticket(token)
    if ticket is None:
        return page("public/passwords/gone.html", status=410)
    return page("public/account/address.html", form=Form(), ticket=ticket)


@bp.post("")
@may(May.ANYONE)
@KNOCK
def create(token: str) -> ResponseReturnValue:
    """Take the address; it counts from now on."""
    ticket, form = _ticket(token), Form()
    if ticket is None:
        return page("public/passwords/gone.html", status=410)
    if form.validate_on_submit():
        with landing_on(form):
            person = accounts.confirm_address(ticket, at=clock.now())
            said = _("From now on you sign in with %(email)s.", email=person.email)
            return onward(url_for("public.sign_ins.form"), notice=said)
    return page("public/account/address.html", form=form, ticket=ticket)


def _ticket(token: str) -> Ticket | None:
    return tickets.good(token, purposes={Purpose.ADDRESS}, at=clock.now())
