"""Reading and accepting the agreement."""

from datetime import datetime

from flask import Blueprint, abort, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from portal import clock
from portal.domain.joining import agreements
from portal.domain.joining.agreements import Signature
from portal.models.joining.agreement import Agreement
from portal.web.access import May, may, my_sign_in
from portal.web.ambassador.mine import mine
from portal.web.forms.base import landing_on
from portal.web.forms.joining.onboarding import AcceptForm
from portal.web.htmx import onward
from portal.web.pages import page

bp = Blueprint("agreements", __name__, url_prefix="/agreement")


@bp.get("", endpoint="page")
@may(May.JOIN)
def show() -> ResponseReturnValue:
    """Show the agreement in force, with the form that accepts it or the evidence that it was."""
    agreement = agreements.current() or abort(404)
    return _page(agreement, AcceptForm(shown=_seal(agreement)))


@bp.post("/acceptance")
@may(May.JOIN)
def accept() -> ResponseReturnValue:
    """Accept the agreement as it was shown."""
    form = AcceptForm()
    if form.validate_on_submit():
        with landing_on(form):
            signature = _signature(form)
            agreements.accept(mine(), signature, sign_in=my_sign_in(), at=clock.now())
            return onward(
                url_for("ambassador.home.page"), notice=_("Accepted. Your copy is on its way by mail.")
            )
    agreement = agreements.current() or abort(404)
    form.shown.data = _seal(agreement)
    return _page(agreement, form)


def _page(agreement: Agreement, form: AcceptForm) -> ResponseReturnValue:
    accepted = agreements.acceptance_of(mine(), agreement)
    return page("ambassador/agreements/page.html", agreement=agreement, accepted=accepted, form=form)


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="agreement")


def _seal(agreement: Agreement) -> str:
    return str(_sealer().dumps([agreement.sha256, clock.now().isoformat()]))


def _signature(form: AcceptForm) -> Signature:
    try:
        sha256, shown = _sealer().loads(form.shown.data or "")
    except BadSignature:
        abort(400)
    return Signature(typed_name=form.typed_name.data, sha256=sha256, shown_at=datetime.fromisoformat(shown))
