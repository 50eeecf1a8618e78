"""The calendar at the desk: which actions there are, where they stand, how full the weeks are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.listing import matching
from portal.domain.working import calendar
from portal.models.working.action import Action, Audience

DUE = func.coalesce(Action.ends_on, Action.starts_on)
STATES = ("coming", "past", "ended", "every")
AHEAD = 13


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """The coming weeks: how many actions, until when, which weeks are empty, the fullest one's minutes."""

    count: int
    last: date | None
    empty: list[date]
    fullest: int


def chosen(*, state: str, today: date, words: str = "", type: str = "", audience: str = "") -> Select[Action]:
    """Select actions in a state, of a type (`all` is the dates for everyone), for an audience."""
    found = select(Action).where(
        _in(state, today), matching(words, Action.title, Action.about, Action.format)
    )
    if type:
        kind = Action.activity_type_id
        found = found.where(kind.is_(None) if type == calendar.FOR_ALL else kind == _number(type))
    if audience in set(Audience):
        found = found.where(Action.audience == audience)
    return found.options(joinedload(Action.brief))


def counts(*, today: date) -> dict[str, int]:
    """Return how many actions there are in each state; one statement."""
    sums = [func.sum(case((_in(state, today), 1), else_=0)) for state in STATES]
    row = db.session.execute(select(*sums)).one()
    return {state: count or 0 for state, count in zip(STATES, row, strict=True)}


def outlook(*, today: date) -> Outlook:
    """Return how full the coming thirteen weeks are, up to the last that has something."""
    monday = today - timedelta(days=today.weekday())
    last = monday + timedelta(weeks=AHEAD) - timedelta(days=1)
    shelf = calendar.planned(monday, last, everything=True)
    dues = [due for due in shelf.dues if due.on >= today]
    minutes: dict[date, int] = defaultdict(int)
    for due in dues:
        minutes[due.on - timedelta(days=due.on.weekday())] += due.action.minutes
    weeks = [monday + timedelta(weeks=number) for number in range(1, AHEAD)]
    return Outlook(
        count=len(dues),
        last=dues[-1].on if dues else None,
        empty=[week for week in weeks if dues and week < dues[-1].on and week not in minutes],
        fullest=max(minutes.values(), default=0),
    )


def _in(state: str, today: date) -> ColumnElement[bool]:
    ended = Action.ended_at.is_not(None)
    gone = and_(DUE.is_not(None), today > DUE)
    return {
        "every": or_(ended, ~ended),
        "ended": ended,
        "past": and_(~ended, gone),
    }.get(state, and_(~ended, or_(DUE.is_(None), today <= DUE)))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
