"""The agreement: its versions, and publishing a new one."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.joining import agreements
from portal.web.access import May, may, me
from portal.web.forms.base import landing_on
from portal.web.forms.joining.onboarding import AgreementForm
from portal.web.htmx import onward
from portal.web.pages import page

bp = Blueprint("agreements", __name__, url_prefix="/agreement")


@bp.get("", endpoint="list")
@may(May.PROGRAM)
def index() -> ResponseReturnValue:
    """Show the versions, and the form for the next one."""
    current = agreements.current()
    form = AgreementForm(data={"title": current.title, "body": current.body} if current else None)
    return page("admin/agreements/list.html", versions=agreements.versions(), form=form)


@bp.post("")
@may(May.PROGRAM)
def create() -> ResponseReturnValue:
    """Publish a new version; everyone is asked to accept it."""
    form = AgreementForm()
    if form.validate_on_submit():
        with landing_on(form):
            made = agreements.publish(
                form.title.data, body=form.body.data, note=form.note.data, by=me(), at=clock.now()
            )
            notice = _("Version %(number)s is in force.", number=made.number)
            return onward(url_for(".list"), notice=notice)
    return page("admin/agreements/list.html", versions=agreements.versions(), form=form)


@bp.get("/<int:number>", endpoint="page")
@may(May.PROGRAM)
def show(number: int) -> ResponseReturnValue:
    """Show one version as it was published."""
    found = [version for version in agreements.versions() if version.number == number]
    return page("admin/agreements/page.html", version=found[0] if found else abort(404))
