"""Applying: the first page, the way back to it, and where an application stands."""

from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.joining import application_links, applications, doors, standings, visits
from portal.domain.joining.decisions import STAND_IN
from portal.domain.joining.pages import missing
from portal.domain.programs import day_of
from portal.models.joining.application import Application, Source
from portal.web.access import May, may
from portal.web.addresses import absolute
from portal.web.csrf import token_in_form
from portal.web.forms.base import landing_on
from portal.web.forms.joining.applications import StartForm
from portal.web.forms.joining.sending import FindForm
from portal.web.forms.kept import KeptForm
from portal.web.htmx import elsewhere, onward
from portal.web.limits import KNOCK, LOOK
from portal.web.pages import page, the_program
from portal.web.public.joining import patiently, privately, sheets
from portal.web.public.joining.way import steps

bp = Blueprint("applications", __name__, url_prefix="/apply")
privately(bp)
patiently(bp)


@bp.get("")
@may(May.ANYONE, writes=True)
def form() -> ResponseReturnValue:
    """Show the first page of the form, or why there is none now."""
    if shut := doors.shut(the_program(), on=day_of(clock.now())):
        return page("public/applications/shut.html", shut=shut)
    visits.count(Source.ORGANIC, on=day_of(clock.now()))
    return first_page(StartForm(least_age=the_program().least_age))


@bp.post("")
@may(May.ANYONE)
@KNOCK
@token_in_form
def create() -> ResponseReturnValue:
    """Begin a draft, and go on to the second page."""
    form = StartForm(least_age=the_program().least_age)
    if form.validate_on_submit():
        with landing_on(form):
            _draft, token = applications.begin(**form.answers, link=link, at=clock.now())
            return elsewhere(url_for("public.answers.ask", token=token, name="work"))
    return first_page(form)


@bp.get("/again")
@may(May.ANYONE)
def lost() -> ResponseReturnValue:
    """Ask for the address that somebody applied with."""
    return page("public/applications/lost.html", form=FindForm())


@bp.post("/again")
@may(May.ANYONE)
@KNOCK
@token_in_form
def find() -> ResponseReturnValue:
    """Send a link back to whoever applied; the page says the same to everyone."""
    form = FindForm()
    if form.validate_on_submit():
        applications.find(form.email.data, link=link, at=clock.now())
        said = _("If there is an application with this address, a letter with its link is on the way.")
        return onward(url_for(".lost"), notice=said)
    return page("public/applications/lost.html", form=form)


@bp.get("/<token>")
@may(May.ANYONE)
@LOOK
def show(token: str) -> ResponseReturnValue:
    """Show where an application stands; a draft goes on where it was left."""
    application = one(token)
    standing = standings.of(application, at=clock.now())
    if standing.stage is standings.Stage.DRAFT:
        left = next(iter(missing(application)), None)
        there = url_for("public.answers.ask", token=token, name=left) if left else _check(token)
        return elsewhere(there)
    return _standing_page(application, standing, token)


@bp.get("/<token>/withdrawal")
@may(May.ANYONE)
@LOOK
def withdrawal(token: str) -> ResponseReturnValue:
    """Say what withdrawing does, before it is done."""
    application = one(token)
    if not standings.of(application, at=clock.now()).may_be_withdrawn:
        return elsewhere(url_for(".show", token=token))
    return page("public/applications/withdrawal.html", form=KeptForm(), application=application, token=token)


@bp.post("/<token>/withdrawal")
@may(May.ANYONE)
@LOOK
@token_in_form
def withdraw(token: str) -> ResponseReturnValue:
    """Withdraw the application."""
    application = one(token)
    form = KeptForm()
    if form.validate_on_submit():
        with landing_on(form):
            applications.withdraw(application, link=link, at=clock.now())
            return onward(url_for(".show", token=token), notice=_("Application withdrawn."))
    return page("public/applications/withdrawal.html", form=form, application=application, token=token)


def first_page(form: StartForm, **asked: Any) -> ResponseReturnValue:
    """Show the first page of the form; `asked` is the invitation of whoever was asked, and its key."""
    return page(
        "public/answers/page.html",
        form=form,
        name="you",
        sheets=sheets.SHEETS,
        reasons=[],
        token="",
        **asked,
    )


def one(token: str) -> Application:
    """Return the application that `token` leads to; answers 404 where there is none."""
    application = application_links.application_of(token)
    if application is None or (application.is_draft and _forgotten(application)):
        abort(404)
    return application


def _standing_page(application: Application, standing: standings.Standing, token: str) -> ResponseReturnValue:
    return page(
        "public/applications/show.html",
        application=application,
        standing=standing,
        steps=steps(application, standing),
        answers=sheets.answers(application),
        sheets=sheets.SHEETS,
        said=standing.decision.body.replace(STAND_IN, token) if standing.decision else "",
        token=token,
    )


def _forgotten(application: Application) -> bool:
    return application.submitted_at is None and clock.now() > applications.kept_until(application)


def _check(token: str) -> str:
    return url_for("public.answers.check", token=token)


def link(token: str) -> str:
    """Return the address of a signed link, as it stands in a letter."""
    return absolute("public.applications.show", token=token)
