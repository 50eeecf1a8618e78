"""The three months of a pack, as squares to draw."""

import calendar
from dataclasses import dataclass
from datetime import date

from portal.domain.paper.pack import Pack


@dataclass(frozen=True)
class PackDay:
    """One square of a month: `kind` is `do`, `shared` or nothing; a square outside has no number."""

    number: int | None
    kind: str
    weekend: bool


@dataclass(frozen=True)
class PackMonth:
    """A month in weeks of seven squares."""

    first: date
    weeks: tuple[tuple[PackDay, ...], ...]


def months(pack: Pack, *, first_weekday: int) -> list[PackMonth]:
    """The three months of the season as squares; weeks begin on `first_weekday` (Monday is 0)."""
    do = {action.due for action in pack.actions}
    shared = {shared.on for shared in pack.dates}

    def square(day: date, month: int) -> PackDay:
        if day.month != month:
            return PackDay(None, "", False)
        kind = "do" if day in do else "shared" if day in shared else ""
        return PackDay(day.day, kind, day.weekday() > 4)

    weeks_of = calendar.Calendar(first_weekday).monthdatescalendar
    found = []
    for later in range(3):
        year, month = divmod(pack.season_start.month - 1 + later, 12)
        first = date(pack.season_start.year + year, month + 1, 1)
        weeks = weeks_of(first.year, first.month)
        found.append(
            PackMonth(first, tuple(tuple(square(day, first.month) for day in week) for week in weeks))
        )
    return found
