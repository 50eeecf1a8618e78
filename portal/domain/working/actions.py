"""Actions: planned, changed, copied, moved and ended."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from portal.db import db, locked
from portal.domain import audit
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.working.action import Action, Audience, Limit
from portal.models.working.activity_type import ActivityType
from portal.models.working.brief import Brief


class Plan(TypedDict, total=False):
    """What an action is: its matter, its window (dates, or days since joining), what it asks and gives."""

    title: str
    about: str
    activity_type: ActivityType | None
    format: str
    starts_on: date | None
    ends_on: date | None
    from_day: int | None
    to_day: int | None
    minutes: int
    base_points: int
    evidence_link: bool
    evidence_file: bool
    evidence_note: bool
    asks_reach: bool
    audience: Audience
    limit: Limit
    limit_count: int
    trusted_at_once: bool
    brief: Brief | None
    public: bool


MATTER = tuple(Plan.__annotations__)


def plan(*, by: Person | None, at: datetime, **matter: Unpack[Plan]) -> Action:
    """Put an action on the calendar. Raises `Refused` for a window or a worth that cannot be."""
    _check(matter)
    action = Action(**matter, created_at=at, changed_at=at)
    db.session.add(action)
    db.session.flush()
    audit.write("planned", action, by=by, at=at, after=_plain(action), label=action.title)
    return action


def change(action: Action, *, by: Person | None, at: datetime, **matter: Unpack[Plan]) -> None:
    """Change an action. Raises `Refused` for a window or a worth that cannot be, or when it has ended."""
    action = locked(Action, action.id)
    _refuse_ended(action)
    _check(matter)
    before = _plain(action)
    for name, value in matter.items():
        setattr(action, name, value)
    db.session.flush()
    after = _plain(action)
    if after != before:
        action.changed_at = at
        kept = {name: value for name, value in before.items() if after[name] != value}
        new = {name: after[name] for name in kept}
        audit.write("changed", action, by=by, at=at, before=kept, after=new, label=action.title)


def move(action: Action, *, starts_on: date, ends_on: date | None, by: Person | None, at: datetime) -> None:
    """Give an action new dates; days since joining become dates by it."""
    change(action, starts_on=starts_on, ends_on=ends_on, from_day=None, to_day=None, by=by, at=at)


def copy(action: Action, *, starts_on: date, ends_on: date | None, by: Person | None, at: datetime) -> Action:
    """Plan the same once more, on other dates."""
    matter: Plan = {name: getattr(action, name) for name in MATTER}  # type: ignore[assignment]
    matter |= {"starts_on": starts_on, "ends_on": ends_on, "from_day": None, "to_day": None}
    return plan(**matter, by=by, at=at)


def end(action: Action, *, by: Person | None, at: datetime) -> None:
    """Take an action off the calendar; what was made for it stays. Ending twice ends once."""
    action = locked(Action, action.id)
    if action.ended_at is None:
        action.ended_at = action.changed_at = at
        db.session.flush()
        audit.write("ended", action, by=by, at=at, label=action.title)


def resume(action: Action, *, by: Person | None, at: datetime) -> None:
    """Put an action that was ended back on the calendar."""
    action = locked(Action, action.id)
    if action.ended_at is not None:
        action.ended_at, action.changed_at = None, at
        db.session.flush()
        audit.write("resumed", action, by=by, at=at, label=action.title)


def _refuse_ended(action: Action) -> None:
    if action.ended_at is not None:
        raise Refused("%(title)s has ended. Copy it to offer it again.", title=action.title)


def _check(matter: Plan) -> None:
    if "starts_on" in matter:
        _check_window(matter)
    if matter.get("limit") is Limit.UP_TO and matter.get("limit_count", 1) < 2:
        raise Refused("Up to how many times? At least 2.", "limit_count")
    if matter.get("activity_type", ...) is None and matter.get("base_points"):
        raise Refused("A date for everyone earns nothing: choose a type, or 0 points.", "base_points")


def _check_window(matter: Plan) -> None:
    starts, ends = matter["starts_on"], matter.get("ends_on")
    first, last = matter.get("from_day"), matter.get("to_day")
    if starts is None and first is None:
        raise Refused("Say when: the first day, or days since joining.", "starts_on")
    if starts is not None and first is not None:
        raise Refused("Either dates or days since joining, not both.", "from_day")
    if starts and ends and ends < starts:
        raise Refused("The last day is before the first.", "ends_on")
    if first is not None and last is not None and last < first:
        raise Refused("The last day is before the first.", "to_day")


def _plain(action: Action) -> dict[str, object]:
    plain: dict[str, object] = {}
    for name in MATTER:
        value = getattr(action, name)
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, ActivityType):
            value = value.name
        elif isinstance(value, Brief):
            value = value.number
        plain[name] = value
    return plain
