"""The stock of one reward: what there is, how it moved, more and less of it."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain.earning import stock
from portal.models.earning.reward import Reward
from portal.web.access import May, may, me
from portal.web.admin.earning.rewards import one
from portal.web.forms.base import landing_on
from portal.web.forms.earning.rewards import StockForm
from portal.web.htmx import onward
from portal.web.pages import page

bp = Blueprint("stock", __name__, url_prefix="/rewards/<int:id>/stock")
MOST = 200


@bp.get("", endpoint="page")
@may(May.REWARDS)
def show(id: int) -> ResponseReturnValue:
    """Show a reward's stock and its moves."""
    reward = one(id)
    return _page(reward, StockForm(after=str(stock.last_by_hand(reward))))


@bp.post("")
@may(May.REWARDS)
def create(id: int) -> ResponseReturnValue:
    """Add to a reward's stock, or take from it."""
    reward, form = one(id), StockForm()
    if form.validate_on_submit():
        with landing_on(form):
            why = form.reason.data
            stock.adjust(reward, form.by, reason=why, after=form.seen, by=me(), at=clock.now())
            said = _("%(name)s: %(stock)s in stock now.", name=reward.name, stock=reward.stock)
            return onward(url_for(".page", id=id), notice=said)
    return _page(reward, form)


def _page(reward: Reward, form: StockForm) -> ResponseReturnValue:
    moves = db.session.execute(stock.moves(reward).limit(MOST)).all()
    return page("admin/stock/page.html", form=form, reward=reward, moves=moves, most=MOST)
