"""The ambassador's home: what to do next, and why, before anything else."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.earning import forecasts, ledger, within_reach
from portal.domain.joining import onboarding
from portal.domain.programs import day_of
from portal.domain.working import next_things, sent_in
from portal.domain.working.plans import Due
from portal.domain.working.sent_in import SentIn
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
    today, membership, begun = day_of(now), mine(), onboarding.waiting(mine())
    waiting = [step for step in begun.steps if step.done_at is None and step.key in SETTING_UP]
    sent = sent_in.by(membership)
    season = season_of(sent, today=today)
    return page(
        "ambassador/home/page.html",
        membership=membership, today=today, begun=begun, waiting=waiting,
        **season,
        **_work(sent, begun.must, season["left"], at=now),
        **_points(today, at=now),
    )  # fmt: skip


def _work(sent: SentIn, must: Sequence[str], left: list[Due], *, at: datetime) -> dict[str, Any]:
    """What to do, and what was said of what was done; nothing before the terms are agreed to."""
    if mine().complete_at is None:
        return {"coming": None, "said": None}
    said, coming = next_things.said_of(mine()), next_things.of(sent, left, at=at)
    asked = next_things.must_of(coming.due, must) if coming.due and coming.can else []
    return {"coming": coming, "said": said, "must": asked}


def _points(today: date, *, at: datetime) -> dict[str, Any]:
    """Where one stands, what becomes of it, and the next reward."""
    if mine().complete_at is None:
        return {"balance": None}
    balance = ledger.balance_of(me())
    reach = within_reach.of(balance, on=today)
    return {"balance": balance, "reach": reach, "forecast": forecasts.of(mine(), at=at)}
