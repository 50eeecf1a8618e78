"""The staff's first page: what waits for a person, and what is done."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain import charts, today
from portal.domain.programs import dawn_of, day_of
from portal.web.access import May, can, may, me
from portal.web.pages import page

bp = Blueprint("home", __name__)
THEIRS = {
    "unlabelled": May.WORK,
    "work": May.WORK,
    "rules": May.PROGRAM,
    "failed": May.OUTBOX,
    "decide": May.DECIDE,
    "review": May.REVIEW,
    "assign": May.PEOPLE,
    "rewards": May.REWARDS,
    "late": May.REWARDS,
    "held": May.DECIDE,
    "lapse": May.PEOPLE,
    "leave": May.PEOPLE,
    "mark": May.RULES,
    "begin": May.PEOPLE,
    "print": May.DOCUMENTS,
}


@bp.get("/", endpoint="page")
@may(May.DESK)
def show() -> ResponseReturnValue:
    """Show what waits for a person."""
    day = day_of(clock.now())
    theirs = [kind for kind, needed in THEIRS.items() if can(needed)]
    waiting = today.waiting(me(), kinds=theirs, on=day)
    return page(
        "admin/home/page.html",
        waiting=waiting,
        minutes=sum(each.minutes for each in waiting),
        deeds=today.deeds(since=dawn_of(day), by=None if can(May.AUDIT) else me()),
        today=day,
        bar=charts.bar,
    )
