"""The pages of an application, the last look at them, and sending it."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from portal import clock
from portal.domain.joining import applications, standings
from portal.domain.joining.pages import PAGES, after, before, missing
from portal.models.joining.application import Application
from portal.web.access import May, may
from portal.web.csrf import token_in_form
from portal.web.forms.base import landing_on
from portal.web.forms.joining.applications import FORMS, YouForm
from portal.web.forms.joining.sending import SendForm
from portal.web.forms.kept import KeptForm
from portal.web.htmx import elsewhere, onward
from portal.web.limits import LOOK
from portal.web.pages import page, the_program
from portal.web.public.joining import patiently, privately, sheets
from portal.web.public.joining.applications import link, one

bp = Blueprint("answers", __name__, url_prefix="/apply/<token>")
privately(bp)
patiently(bp)
NAMES = f"any({', '.join(PAGES)})"


@bp.get(f"/<{NAMES}:name>")
@may(May.ANYONE)
@LOOK
def ask(token: str, name: str) -> ResponseReturnValue:
    """Show one page with what was saved of it."""
    application = one(token)
    if not standings.of(application, at=clock.now()).may_be_corrected:
        return elsewhere(url_for("public.applications.show", token=token))
    return _page(_form(name, application), application, token=token, name=name)


@bp.post(f"/<{NAMES}:name>")
@may(May.ANYONE)
@LOOK
@token_in_form
def save(token: str, name: str) -> ResponseReturnValue:
    """Save one page and go on; or save as much as there is, and leave."""
    application = one(token)
    form = _form(name, application)
    form.in_parts = "leave" in request.form and application.submitted_at is None
    if form.validate_on_submit():
        with landing_on(form):
            applications.save(
                application, name, whole=form.is_full, link=link, at=clock.now(), **form.answers
            )
            return _left(application) if form.in_parts else elsewhere(_next(application, token, name))
    return _page(form, application, token=token, name=name)


@bp.get("/answers")
@may(May.ANYONE)
@LOOK
def check(token: str) -> ResponseReturnValue:
    """Show all answers, each with the way to change it, and what is to be agreed to."""
    application = one(token)
    if not standings.of(application, at=clock.now()).may_be_corrected:
        return elsewhere(url_for("public.applications.show", token=token))
    return _check(SendForm(organisation=the_program().organisation), application, token=token)


@bp.post("/answers")
@may(May.ANYONE)
@LOOK
@token_in_form
def send(token: str) -> ResponseReturnValue:
    """Send the application."""
    application = one(token)
    if application.submitted_at:
        return elsewhere(url_for("public.applications.show", token=token))
    form = SendForm(organisation=the_program().organisation)
    if form.validate_on_submit():
        with landing_on(form):
            applications.send(application, **form.agreed, link=link, at=clock.now())
            said = _("Application sent. A copy went to %(email)s.", email=application.email)
            return onward(url_for("public.applications.show", token=token), notice=said)
    return _check(form, application, token=token)


def _form(name: str, application: Application) -> KeptForm:
    if name == "you":
        return YouForm(obj=application, least_age=the_program().least_age)
    return FORMS[name](obj=application)


def _next(application: Application, token: str, name: str) -> str:
    following = after(name)
    if application.submitted_at or not missing(application) or following is None:
        return url_for(".check", token=token)
    return url_for(".ask", token=token, name=following)


def _left(application: Application) -> ResponseReturnValue:
    until = format_date(applications.kept_until(application), "EEEE d MMMM")
    said = _("Saved. The link in your letter brings you back until %(day)s.", day=until)
    return onward(url_for("public.home.page"), notice=said)


def _page(form: KeptForm, application: Application, *, token: str, name: str) -> ResponseReturnValue:
    return page(
        "public/answers/page.html",
        form=form,
        name=name,
        sheets=sheets.SHEETS,
        reasons=sheets.reasons(name),
        application=application,
        token=token,
        back=before(name),
        until=applications.kept_until(application),
    )


def _check(form: SendForm, application: Application, *, token: str) -> ResponseReturnValue:
    return page(
        "public/answers/check.html",
        form=form,
        application=application,
        answers=sheets.answers(application),
        sheets=sheets.SHEETS,
        missing=missing(application),
        token=token,
    )
