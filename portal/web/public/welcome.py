"""Welcome: a link that sets the first password and leads inside."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.people import accounts, tickets
from portal.models.ticket import Purpose, Ticket
from portal.web.access import May, may
from portal.web.entrance import let_in
from portal.web.forms.accounts import NewPasswordForm
from portal.web.forms.base import landing_on
from portal.web.limits import KNOCK, LOOK
from portal.web.pages import page

bp = Blueprint("welcome", __name__, url_prefix="/welcome/<token>")


@bp.get("")
@may(May.ANYONE)
@LOOK
def form(token: str) -> ResponseReturnValue:
    """Greet, and ask for a password; looking does not use the link up."""
    ticket = _ticket(token)
    if ticket is None:
        return page("public/passwords/gone.html", status=410)
    return page("public/welcome/form.html", form=NewPasswordForm(), person=ticket.person)


@bp.post("")
@may(May.ANYONE)
@KNOCK
def create(token: str) -> ResponseReturnValue:
    """Set the password and go in."""
    ticket, form = _ticket(token), NewPasswordForm()
    if ticket is None:
        return page("public/passwords/gone.html", status=410)
    if form.validate_on_submit():
        with landing_on(form):
            person = accounts.set_password(ticket, form.password.data, at=clock.now())
            return let_in(person, how="link by mail", notice=_("Your password is set. Welcome."))
    return page("public/welcome/form.html", form=form, person=ticket.person)


def _ticket(token: str) -> Ticket | None:
    return tickets.good(token, purposes={Purpose.WELCOME, Purpose.STAFF}, at=clock.now())
