"""Signing in and out."""

from flask import Blueprint, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from portal import clock
from portal.domain.people import accounts, sign_ins
from portal.web.access import May, may, my_sign_in
from portal.web.entrance import let_in
from portal.web.forms.accounts import SignInForm
from portal.web.forms.base import landing_on
from portal.web.htmx import onward
from portal.web.limits import GUESS, KNOCK
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
@GUESS
def create() -> ResponseReturnValue:
    """Sign in, with a session that is new."""
    form = SignInForm()
    if form.validate_on_submit():
        with landing_on(form):
            return let_in(accounts.recognise(form.email.data, form.password.data), how="password")
    return page("public/sign_ins/form.html", form=form)


@bp.post("/logout")
@may(May.SELF, unready=True)
def delete() -> ResponseReturnValue:
    """Sign out; the cookie opens nothing afterwards."""
    sign_ins.end(my_sign_in(), at=clock.now())
    logout_user()
    session.clear()
    return onward(url_for("public.home.page"))
