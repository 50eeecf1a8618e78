"""One ambassador's plan: what the calendar asks of this person, by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, func, or_, select

from portal.db import db
from portal.domain import quarters
from portal.domain.programs import the_program
from portal.models.joining.membership import Membership
from portal.models.working.action import Action, Audience

WEEKS = 13
LENGTH = timedelta(weeks=WEEKS)
NEW_FOR = 90


@dataclass(frozen=True, kw_only=True)
class Due:
    """An action as one person meets it: it opens on `opens` and is due on `on`."""

    opens: date
    on: date
    action: Action

    @property
    def month(self) -> tuple[int, int]:
        """Return the year and the month of the day it is due."""
        return self.on.year, self.on.month


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Thirteen weeks from a Monday, and what they ask for, by due date."""

    start: date
    dues: list[Due]

    def coming(self, *, today: date) -> list[Due]:
        """Return what is due today or later."""
        return [due for due in self.dues if due.on >= today]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Return the types that something is of, as id and name, in their order."""
        known = {kind.id: kind for due in self.dues if (kind := due.action.activity_type)}
        ordered = sorted(known.values(), key=lambda kind: (kind.position, kind.id))
        return [(str(kind.id), kind.name) for kind in ordered]

    @property
    def work(self) -> set[date]:
        """Return the days on which something is due."""
        return {due.on for due in self.dues if not due.action.is_date}

    @property
    def shared(self) -> set[date]:
        """Return the days that everyone shares."""
        return {due.on for due in self.dues if due.action.is_date}


def season_start(today: date) -> date:
    """Return the Monday on which the thirteen weeks around `today` begin.

    That is the program's season while `today` is in it, else the calendar quarter.
    """
    starts = the_program().season_starts
    if starts is None or not starts - timedelta(days=starts.weekday()) <= today < starts + LENGTH:
        starts = quarters.first_day(quarters.of(today))
    return starts - timedelta(days=starts.weekday())


def season_of(membership: Membership, *, today: date) -> Plan:
    """Return the person's plan for the thirteen weeks around `today`, in one statement."""
    start = season_start(today)
    return Plan(start=start, dues=between(membership, start, start + LENGTH - timedelta(days=1)))


def between(membership: Membership, first: date, last: date) -> list[Due]:
    """Return what is due for the person from `first` to `last`, in that order; one statement."""
    dues = [due_of(action, joined=membership.joined_on) for action in _actions(first, last)]
    inside = [due for due in dues if first <= due.on <= last and is_for(membership, due)]
    return sorted(inside, key=lambda due: (due.on, due.action.title))


def is_for(membership: Membership, due: Due) -> bool:
    """Whether an action is meant for this person: for the new within their first days, for the trusted."""
    if due.action.audience is Audience.TRUSTED:
        return membership.trusted_at is not None
    fresh = (due.opens - membership.joined_on).days < NEW_FOR
    return fresh or due.action.audience is not Audience.NEW


def _actions(first: date, last: date) -> list[Action]:
    return list(db.session.scalars(_planned(), {"first": first, "last": last}))


@cache
def _planned() -> Select[Action]:
    """What has dates around, or days since joining; built once: that takes longer than sending it."""
    ends = func.coalesce(Action.ends_on, Action.starts_on)
    near = or_(ends.between(bindparam("first"), bindparam("last")), Action.from_day.is_not(None))
    return select(Action).where(Action.ended_at.is_(None), near)


def due_of(action: Action, *, joined: date = date.min) -> Due:
    """Return when an action opens and is due, for a person who joined on `joined`."""
    if action.starts_on is not None:
        return Due(opens=action.starts_on, on=action.ends_on or action.starts_on, action=action)
    first, last = action.from_day or 0, action.to_day or action.from_day or 0
    return Due(opens=joined + timedelta(days=first), on=joined + timedelta(days=last), action=action)
