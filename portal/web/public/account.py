"""One's own account: name, address and password."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.listing import page_of
from portal.domain.people import accounts, sign_ins
from portal.web.access import May, may, me, my_sign_in
from portal.web.addresses import absolute
from portal.web.entrance import stay
from portal.web.forms.accounts import AddressForm, ChangePasswordForm, NameForm
from portal.web.forms.base import landing_on
from portal.web.htmx import onward
from portal.web.limits import GUESS_AGAIN, KNOCK
from portal.web.pages import own_page

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("", endpoint="page")
@may(May.SELF)
def show() -> ResponseReturnValue:
    """Show what one signs in with."""
    browsers = page_of(sign_ins.open_of(me(), at=clock.now())).total
    return own_page("public/account/page.html", person=me(), browsers=browsers)


@bp.route("/name", methods=["GET", "POST"])
@may(May.SELF)
def name() -> ResponseReturnValue:
    """Change one's name."""
    form = NameForm(obj=me())
    if form.validate_on_submit():
        accounts.rename(me(), form.name.data, at=clock.now())
        return onward(url_for(".page"), notice=_("Your name is changed."))
    return own_page("public/account/name.html", form=form)


@bp.route("/password", methods=["GET", "POST"])
@may(May.SELF)
@KNOCK
@GUESS_AGAIN
def password() -> ResponseReturnValue:
    """Change one's password; every other browser is signed out."""
    form, how = ChangePasswordForm(), my_sign_in().how
    if form.validate_on_submit():
        with landing_on(form):
            accounts.change_password(me(), old=form.current.data, new=form.password.data, at=clock.now())
            stay(me(), how=how)
            said = _("Your password is changed. Other browsers are signed out.")
            return onward(url_for(".page"), notice=said)
    return own_page("public/account/password.html", form=form, person=me())


@bp.route("/address", methods=["GET", "POST"])
@may(May.SELF)
@KNOCK
@GUESS_AGAIN
def address() -> ResponseReturnValue:
    """Ask to sign in with another address; a link to it decides."""
    form = AddressForm()
    if form.validate_on_submit():
        with landing_on(form):
            new, current = form.email.data, form.current.data
            accounts.ask_for_address(me(), new, password=current, link=_confirming, at=clock.now())
            return onward(url_for(".page"), notice=_("A link is on its way to %(email)s.", email=new))
    return own_page("public/account/address_form.html", form=form, person=me())


def _confirming(token: str) -> str:
    return absolute("public.addresses.form", token=token)
