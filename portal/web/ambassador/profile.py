"""What the ambassador says of themself, and whether everybody may read it."""

from datetime import datetime

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from portal import clock
from portal.domain import files
from portal.domain.joining import shown
from portal.domain.people import profiles
from portal.domain.people.profiles import Profile
from portal.domain.program import pictures
from portal.domain.refusal import Refused
from portal.web.access import May, may, me
from portal.web.ambassador.mine import mine
from portal.web.forms.base import landing_on
from portal.web.forms.joining.onboarding import ProfileForm
from portal.web.htmx import onward
from portal.web.pages import page, the_store

bp = Blueprint("profile", __name__, url_prefix="/profile")
SAID = ("name", "town", "about", "links")


@bp.get("", endpoint="page")
@may(May.JOIN)
def show() -> ResponseReturnValue:
    """Show the profile to fill in."""
    form = ProfileForm(obj=me(), shown=mine().shown)
    return page("ambassador/profile/page.html", form=form, membership=mine())


@bp.post("")
@may(May.JOIN)
def update() -> ResponseReturnValue:
    """Keep the profile, the photo and the wish to be shown."""
    form, now = ProfileForm(), clock.now()
    if form.validate_on_submit():
        with landing_on(form):
            profiles.complete(me(), Profile(**{name: form[name].data for name in SAID}), at=now)
            _keep_photo(form, at=now)
            wording = form.shown.label.text
            shown.wish(mine(), shown=form.shown.data, wording=str(wording), at=now)
            return onward(url_for("ambassador.home.page"), notice=_("Profile kept."))
    return page("ambassador/profile/page.html", form=form, membership=mine())


def _keep_photo(form: ProfileForm, *, at: datetime) -> None:
    sent = form.photo.data
    if form.no_photo.data and me().photo_id:
        profiles.picture(me(), None, at=at)
    elif isinstance(sent, FileStorage) and sent.filename:
        try:
            drawn = pictures.portrait(sent.read())
        except Refused as why:
            raise Refused(why.why, "photo", **why.values) from None
        kept = the_store().keep(drawn.body)
        file = files.note(kept, size=len(drawn.body), media_type=drawn.media_type, name="photo", at=at)
        profiles.picture(me(), file, at=at)
