"""Being told when the doors open, and changing one's mind."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain import openings
from portal.domain.joining import doors
from portal.domain.programs import day_of
from portal.web.access import May, may
from portal.web.forms.program import OpeningForm
from portal.web.htmx import onward
from portal.web.limits import KNOCK
from portal.web.openings import leaving, of_token
from portal.web.pages import page, the_program
from portal.web.public.home import landing

bp = Blueprint("openings", __name__, url_prefix="/told")


@bp.post("")
@may(May.ANYONE)
@KNOCK
def create() -> ResponseReturnValue:
    """Keep an address until the doors open; the same words whether it is known or not."""
    form = OpeningForm()
    if doors.shut(the_program(), on=day_of(clock.now())) is None:
        return onward(url_for("public.home.page"), notice=_("Applications are open. You can apply now."))
    if form.validate_on_submit():
        wording = str(form.email.description)
        openings.ask(form.email.data, wording=wording, leave=leaving, at=clock.now())
        return onward(url_for("public.home.page"), notice=_("We will write to you on the day we open."))
    return landing(form)


@bp.get("/<token>")
@may(May.ANYONE)
def leave(token: str) -> ResponseReturnValue:
    """Ask whether to write no more."""
    consent = of_token(token) or abort(404)
    return page("public/openings/leave.html", consent=consent)


@bp.post("/<token>")
@may(May.ANYONE)
def delete(token: str) -> ResponseReturnValue:
    """Write no more."""
    openings.withdraw(of_token(token) or abort(404), at=clock.now())
    return onward(url_for("public.home.page"), notice=_("Your address is off the list."))
