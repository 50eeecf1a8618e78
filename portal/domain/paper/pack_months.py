"""The months of a pack, as squares to draw."""

import calendar
from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from portal.domain import months as calendar_months
from portal.domain.paper.pack import Pack

USUAL = 3


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

    @property
    def is_marked(self) -> bool:
        """Whether anything is due or shared in it."""
        return any(day.kind for week in self.weeks for day in week)


def months(pack: Pack, *, first_weekday: int, weekend: Set[int]) -> list[PackMonth]:
    """The months of the season as squares; weeks begin on `first_weekday` (Monday is 0).

    Thirteen weeks touch three months or four; of four, one at the edge that marks no day is left out.
    """
    do = {action.due for action in pack.actions}
    shared = {shared.on for shared in pack.dates}

    def square(day: date, month: int) -> PackDay:
        if day.month != month:
            return PackDay(None, "", False)
        kind = "do" if day in do else "shared" if day in shared else ""
        return PackDay(day.day, kind, day.weekday() in weekend)

    weeks_of = calendar.Calendar(first_weekday).monthdatescalendar
    found = []
    first = calendar_months.of(pack.season_start)
    while first <= pack.season_end:
        weeks = weeks_of(first.year, first.month)
        found.append(
            PackMonth(first, tuple(tuple(square(day, first.month) for day in week) for week in weeks))
        )
        first = calendar_months.after(first)
    if len(found) > USUAL and not found[0].is_marked:
        found.pop(0)
    if len(found) > USUAL and not found[-1].is_marked:
        found.pop()
    return found
