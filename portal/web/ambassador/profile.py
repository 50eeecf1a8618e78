"""What the ambassador says of themself."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.people import profiles
from portal.domain.people.profiles import Profile
from portal.web.access import May, may, me
from portal.web.forms.base import landing_on
from portal.web.forms.joining import ProfileForm
from portal.web.htmx import onward
from portal.web.pages import page

bp = Blueprint("profile", __name__, url_prefix="/profile")


@bp.get("", endpoint="page")
@may(May.JOIN)
def show() -> ResponseReturnValue:
    """Show the profile to fill in."""
    return page("ambassador/profile/page.html", form=ProfileForm(obj=me()))


@bp.post("")
@may(May.JOIN)
def update() -> ResponseReturnValue:
    """Keep the profile."""
    form = ProfileForm()
    if form.validate_on_submit():
        with landing_on(form):
            typed = {field.name: field.data for field in form if field.name not in {"csrf", "csrf_token"}}
            profiles.complete(me(), Profile(**typed), at=clock.now())
            return onward(url_for("ambassador.home.page"), notice=_("Profile kept."))
    return page("ambassador/profile/page.html", form=form)
