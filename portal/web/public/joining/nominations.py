"""Putting somebody else's name forward."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.joining import doors, invitations
from portal.domain.programs import day_of
from portal.web.access import May, may, visitor
from portal.web.addresses import invitation_link
from portal.web.csrf import token_in_form
from portal.web.forms.base import landing_on
from portal.web.forms.joining.invitations import NominationForm
from portal.web.htmx import onward
from portal.web.limits import KNOCK
from portal.web.pages import page, the_program
from portal.web.public.joining import patiently

bp = Blueprint("nominations", __name__, url_prefix="/nominate")
patiently(bp)


@bp.get("")
@may(May.ANYONE)
def form() -> ResponseReturnValue:
    """Ask whom, and why."""
    if shut := doors.shut(the_program(), on=day_of(clock.now())):
        return page("public/applications/shut.html", shut=shut)
    person = visitor()
    known = {"nominator_name": person.name, "nominator_email": person.email} if person else {}
    return page("public/nominations/form.html", form=NominationForm(**known))


@bp.post("")
@may(May.ANYONE)
@KNOCK
@token_in_form
def create() -> ResponseReturnValue:
    """Write to the person; the page says the same whether we may or not."""
    form = NominationForm()
    if form.validate_on_submit():
        with landing_on(form):
            if shut := doors.shut(the_program(), on=day_of(clock.now())):
                raise shut.refusal
            invitations.nominate(**form.answers, nominator=visitor(), link=invitation_link, at=clock.now())
            said = _("Thank you. If we may, we write to %(name)s, who decides.", name=form.name.data)
            return onward(url_for(".form"), notice=said)
    return page("public/nominations/form.html", form=form)
