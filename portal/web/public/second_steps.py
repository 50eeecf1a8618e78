"""The second step of signing in, between password and session."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.people import second_factors
from portal.web.access import May, may, way_back
from portal.web.entrance import half_in, step_inside
from portal.web.forms.accounts import CodeForm
from portal.web.forms.base import landing_on
from portal.web.htmx import elsewhere
from portal.web.limits import GUESS_CODE, KNOCK
from portal.web.pages import page

bp = Blueprint("second_steps", __name__, url_prefix="/login/code")


@bp.get("")
@may(May.ANYONE)
def form() -> ResponseReturnValue:
    """Ask for the code."""
    if half_in() is None:
        return elsewhere(url_for("public.sign_ins.form", next=request.args.get("next")))
    return page("public/sign_ins/code.html", form=CodeForm())


@bp.post("")
@may(May.ANYONE)
@KNOCK
@GUESS_CODE
def create() -> ResponseReturnValue:
    """Take the code, and open the session."""
    half = half_in()
    if half is None:
        return elsewhere(url_for("public.sign_ins.form", next=request.args.get("next")))
    form, (person, how) = CodeForm(), half
    if form.validate_on_submit():
        with landing_on(form):
            kind = second_factors.check(person, form.code.data, at=clock.now())
            return step_inside(person, how=f"{how}, {kind}", target=way_back(request.args.get("next")))
    return page("public/sign_ins/code.html", form=form)
