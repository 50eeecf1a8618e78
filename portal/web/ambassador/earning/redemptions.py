"""One redemption of mine: asked for, seen on its way, taken back, or there."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db, locked
from portal.domain.earning import codes, redemptions, shop
from portal.domain.programs import day_of
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Reward
from portal.web.access import May, may, me
from portal.web.ambassador.earning import redeeming
from portal.web.ambassador.earning.rewards import window
from portal.web.ambassador.mine import mine
from portal.web.forms.base import Form, landing_on
from portal.web.forms.earning.redeeming import AddressForm, RedemptionForm
from portal.web.htmx import onward, swap
from portal.web.pages import page, the_seal

bp = Blueprint("redemptions", __name__, url_prefix="/rewards")


@bp.route("/<int:id>/redemption", methods=["GET", "POST"], endpoint="form")
@may(May.AMBASSADOR)
def create(id: int) -> ResponseReturnValue:
    """Say what asking for a reward does, and ask for it."""
    now, reward = clock.now(), db.session.get(Reward, id) or abort(404)
    form = RedemptionForm(kind=reward.kind, address=shop.last_address(me()))
    if form.validate_on_submit():
        with landing_on(form):
            form.check(locked(Reward, id).cost)
            address = form.address.data if form.address else ""
            redemptions.request(reward, membership=mine(), key=form.key.data, address=address, at=now)
            return _shop(_("Asked for: %(name)s.", name=reward.name))
    offer = shop.offer(reward, mine(), on=day_of(now))
    return page("ambassador/redemptions/form.html", form=form, offer=offer, reward=reward)


@bp.get("/redemptions/<int:id>", endpoint="page")
@may(May.AMBASSADOR)
def show(id: int) -> ResponseReturnValue:
    """Show how far one of my redemptions has come."""
    redemption = _own(id)
    code = codes.code_of(redemption, seal=the_seal()) if redeeming.has_code(redemption) else None
    return page("ambassador/redemptions/page.html", redemption=redemption, code=code, redeeming=redeeming)


@bp.route("/redemptions/<int:id>/address", methods=["GET", "POST"])
@may(May.AMBASSADOR)
def address(id: int) -> ResponseReturnValue:
    """Say where it goes."""
    redemption = _own(id)
    form = AddressForm(data={"address": redemption.address or shop.last_address(me())})
    if form.validate_on_submit():
        with landing_on(form):
            redemptions.send_to(redemption, address=form.address.data)
            return onward(url_for(".page", id=id), notice=_("Kept: that is where it goes."))
    return page("ambassador/redemptions/address.html", form=form, redemption=redemption)


@bp.post("/redemptions/<int:id>/receipt")
@may(May.AMBASSADOR)
def receive(id: int) -> ResponseReturnValue:
    """Say that it arrived."""
    redemption = _own(id)
    redemptions.receive(redemption, by=me(), at=clock.now())
    return _shop(_("It arrived: %(name)s.", name=redemption.reward.name))


@bp.route("/redemptions/<int:id>/cancellation", methods=["GET", "POST"])
@may(May.AMBASSADOR)
def cancel(id: int) -> ResponseReturnValue:
    """Say what cancelling does, and cancel."""
    redemption, form = _own(id), Form()
    if form.validate_on_submit():
        with landing_on(form):
            redemptions.cancel(redemption, by=me(), at=clock.now())
            return _shop(_("Cancelled: %(name)s.", name=redemption.reward.name))
    return page("ambassador/redemptions/cancel.html", form=form, redemption=redemption, redeeming=redeeming)


def _own(id: int) -> Redemption:
    return shop.one_of(me(), id) or abort(404)


def _shop(notice: str) -> ResponseReturnValue:
    """Lead back to the shop window, or put it into the page."""
    return swap(
        "ambassador/rewards/_shop.html",
        otherwise=url_for("ambassador.rewards.page"),
        notice=notice,
        **window(),
    )
