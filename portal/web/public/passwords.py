"""Forgotten passwords: asking for a link, and setting a new one with it."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.people import accounts, tickets
from portal.models.ticket import Purpose, Ticket
from portal.web.access import May, may
from portal.web.addresses import absolute
from portal.web.forms.accounts import ForgottenForm, NewPasswordForm
from portal.web.forms.base import landing_on
from portal.web.htmx import elsewhere, onward
from portal.web.limits import GUESS, KNOCK, LOOK
from portal.web.pages import page

bp = Blueprint("passwords", __name__, url_prefix="/forgot")


@bp.get("")
@may(May.ANYONE)
def form() -> ResponseReturnValue:
    """Ask which address to mail the link to."""
    return page("public/passwords/form.html", form=ForgottenForm())


@bp.post("")
@may(May.ANYONE)
@KNOCK
@GUESS
def create() -> ResponseReturnValue:
    """Mail a link, and say the same whether the address is known or not."""
    form = ForgottenForm()
    if form.validate_on_submit():
        accounts.forget(
            form.email.data, link=lambda token: absolute("public.passwords.edit", token=token), at=clock.now()
        )
        return elsewhere(url_for(".asked"))
    return page("public/passwords/form.html", form=form)


@bp.get("/letter/sent")
@may(May.ANYONE)
def asked() -> ResponseReturnValue:
    """Say what happens next."""
    return page("public/passwords/asked.html")


@bp.get("/<token>")
@may(May.ANYONE)
@LOOK
def edit(token: str) -> ResponseReturnValue:
    """Show the form of a link; looking does not use it up."""
    ticket = _ticket(token)
    if ticket is None:
        return page("public/passwords/gone.html", status=410)
    return page("public/passwords/edit.html", form=NewPasswordForm(), person=ticket.person)


@bp.post("/<token>")
@may(May.ANYONE)
@KNOCK
def update(token: str) -> ResponseReturnValue:
    """Set the new password; signing in is the next step."""
    ticket, form = _ticket(token), NewPasswordForm()
    if ticket is None:
        return page("public/passwords/gone.html", status=410)
    if form.validate_on_submit():
        with landing_on(form):
            accounts.set_password(ticket, form.password.data, at=clock.now())
            return onward(
                url_for("public.sign_ins.form"), notice=_("Your new password is set. Sign in with it.")
            )
    return page("public/passwords/edit.html", form=form, person=ticket.person)


def _ticket(token: str) -> Ticket | None:
    return tickets.good(token, purposes={Purpose.PASSWORD}, at=clock.now())
