"""Signing in and out."""

from flask import Blueprint, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from portal import clock
from portal.domain import sign_ins
from portal.domain.accounts import sign_in
from portal.web.access import May, Visitor, can, may, my_sign_in, way_back
from portal.web.forms.accounts import SignInForm
from portal.web.forms.base import landing_on
from portal.web.htmx import onward
from portal.web.limits import KNOCK
from portal.web.pages import page

bp = Blueprint("sign_ins", __name__)


@bp.get("/login")
@may(May.ANYONE)
def form() -> ResponseReturnValue:
    """Show the form that signs in."""
    return page("public/sign_ins/form.html", form=SignInForm())


@bp.post("/login")
@may(May.ANYONE)
@KNOCK
def create() -> ResponseReturnValue:
    """Sign in, with a session that is new."""
    form = SignInForm()
    if form.validate_on_submit():
        with landing_on(form):
            found, token = sign_in(
                form.email.data,
                form.password.data,
                address=request.remote_addr or "",
                browser=request.user_agent.string,
                at=clock.now(),
            )
            enter(Visitor(found, token))
            return onward(way_back(request.args.get("next")) or first_page())
    return page("public/sign_ins/form.html", form=form)


@bp.post("/logout")
@may(May.SELF)
def delete() -> ResponseReturnValue:
    """Sign out; the cookie opens nothing afterwards."""
    sign_ins.end(my_sign_in(), at=clock.now())
    logout_user()
    session.clear()
    return onward(url_for("public.home.page"))


def enter(visitor: Visitor) -> None:
    """Put a new session into the browser; nothing of an older one stays."""
    session.clear()
    login_user(visitor)
    session.permanent = True


def first_page() -> str:
    """Return where whoever has just signed in begins."""
    return url_for("admin.home.page") if can(May.DESK) else url_for("ambassador.home.page")
