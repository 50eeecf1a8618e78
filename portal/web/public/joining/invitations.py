"""The page of somebody who was invited or nominated: begin, or say no."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.joining import applications, doors, invitations, visits
from portal.domain.programs import day_of
from portal.models.joining.application import Source
from portal.models.joining.invitation import Invitation, InvitationKind
from portal.web.access import May, may
from portal.web.csrf import token_in_form
from portal.web.forms.base import landing_on
from portal.web.forms.joining.applications import StartForm
from portal.web.forms.kept import KeptForm
from portal.web.htmx import elsewhere, onward
from portal.web.limits import KNOCK, LOOK
from portal.web.pages import page, the_program
from portal.web.public.joining import patiently, privately
from portal.web.public.joining.applications import first_page, link

bp = Blueprint("invitations", __name__, url_prefix="/apply/invited/<token>")
privately(bp)
patiently(bp)


@bp.get("")
@may(May.ANYONE, writes=True)
@LOOK
def show(token: str) -> ResponseReturnValue:
    """Show the first page of the form to whoever was asked."""
    invitation = invitations.of_token(token, at=clock.now())
    if invitation is None or invitations.is_used(invitation):
        return _over()
    today = day_of(clock.now())
    invited = invitation.kind is InvitationKind.INVITED
    if shut := doors.shut(the_program(), on=today, invited=invited):
        return page("public/applications/shut.html", shut=shut)
    invitations.opened(invitation, at=clock.now())
    visits.count(Source.INVITED if invited else Source.NOMINATED, on=today)
    return first_page(_form(invitation), invitation=invitation, key=token)


@bp.post("")
@may(May.ANYONE)
@KNOCK
@token_in_form
def create(token: str) -> ResponseReturnValue:
    """Begin a draft; this is also how a nomination is confirmed."""
    invitation = invitations.of_token(token, at=clock.now())
    if invitation is None:
        return _over()
    form = _form(invitation)
    if form.validate_on_submit():
        with landing_on(form):
            _draft, key = applications.begin(**form.answers, invitation=invitation, link=link, at=clock.now())
            return elsewhere(url_for("public.answers.ask", token=key, name="work"))
    return first_page(form, invitation=invitation, key=token)


@bp.get("/refusal")
@may(May.ANYONE)
@LOOK
def refusal(token: str) -> ResponseReturnValue:
    """Say what a no does, before it is done."""
    invitation = invitations.of_token(token, at=clock.now())
    if invitation is None:
        return _over()
    return page("public/invitations/refusal.html", form=KeptForm(), token=token)


@bp.post("/refusal")
@may(May.ANYONE)
@KNOCK
@token_in_form
def decline(token: str) -> ResponseReturnValue:
    """Take a no."""
    invitation = invitations.of_token(token, at=clock.now())
    form = KeptForm()
    if not form.validate_on_submit():
        return page("public/invitations/refusal.html", form=form, token=token)
    if invitation is not None:
        invitations.decline(invitation, at=clock.now())
    said = _("Deleted. We will not write to you again about this.")
    return onward(url_for("public.home.page"), notice=said)


def _over() -> ResponseReturnValue:
    return page("public/invitations/over.html", status=404)


def _form(invitation: Invitation) -> StartForm:
    return StartForm(least_age=the_program().least_age, name=invitation.name, email=invitation.email)
