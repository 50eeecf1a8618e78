"""The calendar: what anyone may see of it, as an agenda and by month."""

import calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from portal.db import db
from portal.domain.months import after as month_after
from portal.domain.programs import the_program
from portal.domain.working import plans
from portal.domain.working.plans import Due
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType

MONTHS = 4
FOR_ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What an activity type is worth, and the minutes it usually takes; None where nothing is planned."""

    kind: ActivityType
    minutes: int | None

    @property
    def points(self) -> int:
        """Return base points × weight."""
        return self.kind.base_points * self.kind.weight


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month as a grid: weeks of seven days, each with what is due; days of other months are None."""

    first: date
    weeks: list[list[date | None]]
    dues: dict[date, list[Due]]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What is planned: with dates, by the day it is due, and what waits for whoever has just joined."""

    dues: list[Due]
    joining: list[Action]

    @property
    def kinds(self) -> list[ActivityType]:
        """Return the types that something has, in their order."""
        known = {kind.id: kind for action in self.actions if (kind := action.activity_type)}
        return sorted(known.values(), key=lambda kind: (kind.position, kind.id))

    @property
    def actions(self) -> list[Action]:
        """Return every action of the shelf."""
        return [due.action for due in self.dues] + self.joining


def planned(first: date, last: date, *, everything: bool = False) -> Shelf:
    """Return what is public (or `everything`) and due from `first` to `last`; one statement."""
    ends = Action.ends_on
    chosen = select(Action).where(
        Action.ended_at.is_(None),
        or_(
            ends.between(first, last),
            ends.is_(None) & Action.starts_on.between(first, last),
            Action.from_day.is_not(None),
        ),
    )
    if not everything:
        chosen = chosen.where(Action.public.is_(True))
    found = list(db.session.scalars(chosen))
    dues = [plans.due_of(action) for action in found if action.from_day is None]
    joining = [action for action in found if action.from_day is not None]
    return Shelf(
        dues=sorted(dues, key=lambda due: (due.on, due.action.title)),
        joining=sorted(joining, key=lambda action: (action.from_day, action.title)),
    )


def of_type(dues: list[Due], kind: str) -> list[Due]:
    """Return the dues of the type with the id `kind`, or those for everyone; all where it is empty."""
    if not kind:
        return dues
    if kind == FOR_ALL:
        return [due for due in dues if due.action.is_date]
    return [due for due in dues if str(due.action.activity_type_id) == kind]


def saying(dues: list[Due], words: str) -> list[Due]:
    """Return the dues in whose title, words or format every one of `words` stands."""
    sought = words.casefold().split()
    return [due for due in dues if all(word in _text(due.action) for word in sought)]


def offers(kinds: list[ActivityType], shelf: Shelf) -> list[Offer]:
    """Return each type with the commonest minutes of what is planned."""
    found = []
    for kind in kinds:
        mine = [action for action in shelf.actions if action.activity_type_id == kind.id]
        found.append(
            Offer(
                kind=kind,
                minutes=_commonest([action.minutes for action in mine if action.minutes]),
            )
        )
    return found


def season(today: date) -> tuple[date, Shelf]:
    """Return the Monday of the season that is on, or comes next, and what is public in its 13 weeks."""
    starts = the_program().season_starts
    if starts is not None and starts > today:
        start = starts - timedelta(days=starts.weekday())
    else:
        start = plans.season_start(today)
    return start, planned(start, last_of_season(start))


def last_of_season(start: date) -> date:
    """Return the last day of the thirteen weeks from `start`."""
    return start + plans.LENGTH - timedelta(days=1)


def months(first: date, dues: list[Due], *, first_weekday: int) -> list[Month]:
    """Return the months from `first` as grids whose weeks begin on `first_weekday` (Monday is 0)."""
    grid = calendar.Calendar(first_weekday)
    found = []
    for number in range(MONTHS):
        month = month_after(first, number)
        weeks = [
            [day if day.month == month.month else None for day in week]
            for week in grid.monthdatescalendar(month.year, month.month)
        ]
        inside: dict[date, list[Due]] = {}
        for due in dues:
            if (due.on.year, due.on.month) == (month.year, month.month):
                inside.setdefault(due.on, []).append(due)
        found.append(Month(first=month, weeks=weeks, dues=inside))
    return found


def _text(action: Action) -> str:
    kind = action.activity_type.name if action.activity_type else ""
    return " ".join((action.title, action.about, action.format, kind)).casefold()


def _commonest(values: list[int]) -> int | None:
    """The commonest value, the least of those that are equally common."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
