"""Rewards, as a shop window: what is mine to ask for, what comes next, what is on its way."""

from typing import Any

from flask import Blueprint, abort, make_response
from flask.typing import ResponseReturnValue

from portal import clock
from portal.db import db
from portal.domain.earning import shop
from portal.domain.programs import day_of
from portal.models.earning.reward import Reward
from portal.web.access import May, may
from portal.web.ambassador import redeeming
from portal.web.ambassador.mine import mine
from portal.web.pages import page, picture_answer

bp = Blueprint("rewards", __name__, url_prefix="/rewards")


@bp.get("", endpoint="page")
@may(May.AMBASSADOR)
def show() -> ResponseReturnValue:
    """Show the shop window."""
    return page("ambassador/rewards/page.html", **window())


@bp.get("/<int:id>/picture")
@may(May.AMBASSADOR)
def picture(id: int) -> ResponseReturnValue:
    """Give the picture of a reward."""
    reward = db.session.get(Reward, id)
    response = make_response(picture_answer(reward.picture if reward and reward.picture else abort(404)))
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def window() -> dict[str, Any]:
    """Return what the shop window shows of today."""
    today = day_of(clock.now())
    return {"shop": shop.window(mine(), on=today), "today": today, "redeeming": redeeming}
