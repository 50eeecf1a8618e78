"""The ambassador's home: what to do next, and why, before anything else."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.earning import forecasts, ledger, within_reach
from portal.domain.joining import onboarding
from portal.domain.programs import day_of
from portal.domain.working import next_things
from portal.domain.working.plans import Due
from portal.web.access import May, may, me
from portal.web.ambassador.mine import mine
from portal.web.ambassador.working.calendar import season_of
from portal.web.pages import page

bp = Blueprint("home", __name__)
SETTING_UP = {"password", "profile", "agreement", "brief", "calendar"}


@bp.get("", endpoint="page")
@may(May.JOIN)
def show() -> ResponseReturnValue:
    """Show what to do next, what is coming, and where one stands."""
    now = clock.now()
    today, membership, steps = day_of(now), mine(), onboarding.steps(mine())
    waiting = [step for step in steps if step.done_at is None and step.key in SETTING_UP]
    season = season_of(membership, today=today)
    return page(
        "ambassador/home/page.html",
        membership=membership, today=today, steps=steps, waiting=waiting,
        **season,
        **_work(season["left"], at=now),
        **_points(today, at=now),
    )  # fmt: skip


def _work(left: list[Due], *, at: datetime) -> dict[str, Any]:
    """What to do, and what was said of what was done; nothing before the terms are agreed to."""
    if mine().complete_at is None:
        return {"coming": None, "said": None}
    said, coming = next_things.said_of(mine()), next_things.of(mine(), left, at=at)
    must = next_things.must_of(coming.due) if coming.due and coming.can else []
    return {"coming": coming, "said": said, "must": must}


def _points(today: date, *, at: datetime) -> dict[str, Any]:
    """Where one stands, what becomes of it, and the next reward."""
    if mine().complete_at is None:
        return {"balance": None}
    balance = ledger.balance_of(me())
    reach = within_reach.of(balance, on=today)
    return {"balance": balance, "reach": reach, "forecast": forecasts.of(mine(), at=at)}
