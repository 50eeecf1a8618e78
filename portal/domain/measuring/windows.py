"""Stretches of time in the program's time zone, and counting what lies in several of them at once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Label, and_, case, func

from portal.domain import months, quarters
from portal.domain.programs import dawn_of

WEEK = timedelta(days=7)


class Window(NamedTuple):
    """From one moment to just before another; `first` and `last` are its days."""

    first: date
    last: date
    begins: datetime
    ends: datetime

    @property
    def quarter(self) -> str:
        """Return the last quarter that is over by its last day."""
        this = quarters.of(self.last)
        return this if quarters.last_day(this) == self.last else quarters.before(this)

    def holds(self, moment: Any) -> ColumnElement[bool]:
        """Return the condition that a moment lies in it."""
        return and_(moment >= self.begins, moment < self.ends)

    def has(self, day: Any) -> ColumnElement[bool]:
        """Return the condition that a day lies in it."""
        return and_(day >= self.first, day <= self.last)


def days(first: date, last: date) -> Window:
    """Return the window of whole days from `first` to `last`, an hour more or less where clocks are set."""
    return Window(first, last, dawn_of(first), dawn_of(last + timedelta(days=1)))


def month(first: date, *, until: date | None = None) -> Window:
    """Return the window of a month, up to and with the day `until` where that is sooner."""
    last = months.last_day(first)
    return days(first, min(last, until) if until else last)


def weeks(last: date, count: int) -> list[Window]:
    """Return the windows of so many weeks from Monday to Sunday, the last one cut at the day `last`."""
    monday = last - timedelta(days=last.weekday())
    starts = [monday - WEEK * back for back in reversed(range(count))]
    return [days(start, min(start + WEEK - timedelta(days=1), last)) for start in starts]


def tallies(
    conditions: Sequence[ColumnElement[bool]], amount: Any = 1, *, name: str = "n"
) -> list[Label[int]]:
    """Return columns that add up `amount` of the rows that meet each condition."""
    return [
        func.coalesce(func.sum(case((condition, amount), else_=0)), 0).label(f"{name}{place}")
        for place, condition in enumerate(conditions)
    ]
