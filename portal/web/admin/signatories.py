"""Who signs certificates, as staff name them."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.issuing import signatories
from portal.web.access import May, may, me
from portal.web.forms.base import landing_on
from portal.web.forms.paper.signing import SignatoriesForm
from portal.web.htmx import onward
from portal.web.pages import page

bp = Blueprint("signatories", __name__, url_prefix="/documents/signatories")


@bp.get("")
@may(May.DOCUMENTS)
def form() -> ResponseReturnValue:
    """Show who signs."""
    known = [{"name": each.name, "role": each.role} for each in signatories.every()]
    return page("admin/signatories/form.html", form=SignatoriesForm(data={"people": known}))


@bp.post("")
@may(May.DOCUMENTS)
def update() -> ResponseReturnValue:
    """Let others sign from now on."""
    form = SignatoriesForm()
    if form.validate_on_submit():
        with landing_on(form):
            signatories.appoint(form.signatures, by=me(), at=clock.now())
            return onward(url_for(".form"), notice=_("Saved: who signs certificates."))
    return page("admin/signatories/form.html", form=form)
