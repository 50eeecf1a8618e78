"""Setting up the second step of signing in, and turning it off."""

import segno
from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from portal import clock
from portal.domain.people import accounts, second_factors
from portal.web.access import May, may, me, must_set_up, my_sign_in, second_step_required
from portal.web.entrance import first_page, stay
from portal.web.forms.accounts import PresentPasswordForm, SetUpForm
from portal.web.forms.base import landing_on
from portal.web.htmx import onward
from portal.web.limits import GUESS_AGAIN, KNOCK
from portal.web.pages import own_page, the_program

bp = Blueprint("second_factors", __name__, url_prefix="/account/second-factor")


@bp.get("", endpoint="page")
@may(May.SELF, unready=True)
def show() -> ResponseReturnValue:
    """Show how things stand; while it is being set up, the code to scan."""
    return _page(SetUpForm())


@bp.post("/secret")
@may(May.SELF, unready=True)
def begin() -> ResponseReturnValue:
    """Make a fresh secret to scan."""
    second_factors.begin(me())
    return onward(url_for(".page"))


@bp.post("")
@may(May.SELF, unready=True)
@KNOCK
@GUESS_AGAIN
def create() -> ResponseReturnValue:
    """Turn the second step on, and show the recovery codes this once."""
    form, how = SetUpForm(), my_sign_in().how
    if form.validate_on_submit():
        with landing_on(form):
            accounts.prove(me(), form.current.data)
            codes = second_factors.turn_on(me(), form.code.data, at=clock.now())
            stay(me(), how=f"{how}, code")
            return own_page("public/second_factors/codes.html", codes=codes, onward=first_page())
    return _page(form)


@bp.route("/codes", methods=["GET", "POST"])
@may(May.SELF)
@KNOCK
@GUESS_AGAIN
def codes() -> ResponseReturnValue:
    """Replace the recovery codes, and show the new ones this once."""
    form = PresentPasswordForm()
    if form.validate_on_submit():
        with landing_on(form):
            accounts.prove(me(), form.current.data)
            fresh = second_factors.renew_codes(me(), at=clock.now())
            return own_page("public/second_factors/codes.html", codes=fresh, onward=url_for(".page"))
    return own_page("public/second_factors/renewal.html", form=form)


@bp.route("/removal", methods=["GET", "POST"])
@may(May.SELF)
@KNOCK
@GUESS_AGAIN
def removal() -> ResponseReturnValue:
    """Turn the second step off."""
    form, how = PresentPasswordForm(), my_sign_in().how
    if form.validate_on_submit():
        with landing_on(form):
            accounts.prove(me(), form.current.data)
            second_factors.turn_off(me(), by=me(), required=second_step_required(), at=clock.now())
            stay(me(), how=how)
            return onward(url_for(".page"), notice=_("The second step is off."))
    return own_page("public/second_factors/removal.html", form=form)


def _page(form: SetUpForm) -> ResponseReturnValue:
    person, pending = me(), me().totp_secret is not None and not me().has_second_factor
    return own_page(
        "public/second_factors/page.html",
        form=form,
        person=person,
        must=must_set_up(),
        left=second_factors.codes_left(person) if person.has_second_factor else 0,
        qr=_qr(second_factors.uri(person, issuer=the_program().name)) if pending else "",
        key=" ".join((person.totp_secret or "")[i : i + 4] for i in range(0, 32, 4)),
    )


def _qr(text: str) -> Markup:
    code, title = segno.make(text, error="m", micro=False), _("Code to scan")
    return Markup(code.svg_inline(border=4, dark="#111", light="#fff", omitsize=True, title=title))  # noqa: S704
