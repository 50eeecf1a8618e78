"""The leaderboard of the present quarter, where the program has one."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain import quarters
from portal.domain.earning import leaderboard, ledger
from portal.domain.programs import day_of
from portal.web.access import May, may, me
from portal.web.htmx import onward
from portal.web.pages import page, the_program

bp = Blueprint("leaderboard", __name__, url_prefix="/leaderboard")


@bp.get("", endpoint="page")
@may(May.AMBASSADOR)
def show() -> ResponseReturnValue:
    """Show the first fifty of those who wish to stand there, and one's own place."""
    _check_there_is_one()
    quarter, balance = quarters.of(day_of(clock.now())), ledger.balance_of(me())
    return page(
        "ambassador/leaderboard/page.html",
        quarter=(quarters.first_day(quarter), quarters.last_day(quarter)),
        places=leaderboard.top(quarter),
        own=leaderboard.own(balance, quarter),
        ranked=balance.ranked,
        counted=leaderboard.COUNTED,
    )


@bp.post("/place")
@may(May.AMBASSADOR)
def choose() -> ResponseReturnValue:
    """Keep whether one wishes to stand on it."""
    _check_there_is_one()
    ranked = request.form.get("stand") == "y"
    leaderboard.stand(me(), ranked=ranked, at=clock.now())
    said = _("You stand on the leaderboard now.") if ranked else _("You are off the leaderboard.")
    return onward(url_for(".page"), notice=said)


def _check_there_is_one() -> None:
    if not the_program().leaderboard:
        abort(404)
