"""A calendar for the wall as rows of weeks: what a sheet has room for, and what is told beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.paper.wall import WallCalendar, WallEntry
from portal.domain.paper.wall_words import lines

DAYS = 7
LEAST = 2
"""Lines that a week has at least: its days are told in two."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """Lines of text for all weeks; how wide a square is, in em of its titles and of what stands below."""

    lines: int
    title: float
    under: float

    def titles(self, entry: WallEntry) -> list[str]:
        """Return the title of an entry in lines."""
        return lines(entry.title, self.title)

    def takes(self, entry: WallEntry) -> int:
        """Return the lines that an entry takes as a whole."""
        product = f"{entry.base} × {entry.weight} = {entry.points}"
        under = " · ".join(filter(None, (entry.format, "" if entry.is_date else product)))
        return len(self.titles(entry)) + len(lines(under, self.under))


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An entry as its square has room for it: `title` may be cut short, and `whole` says that it is not."""

    entry: WallEntry
    title: str
    whole: bool = True


@dataclass(frozen=True, kw_only=True)
class Square:
    """A day: what there is room for, how many entries more there are, and which kind of day it is."""

    on: date
    shown: tuple[Shown, ...]
    more: int
    kind: str
    rests: bool
    names_month: bool

    @property
    def is_cut(self) -> bool:
        """Whether it does not show all of the day."""
        return bool(self.more) or not all(each.whole for each in self.shown)


@dataclass(frozen=True, kw_only=True)
class Week:
    """A row: seven days, and the lines that it has."""

    days: tuple[Square, ...]
    lines: int


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The weeks of a sheet, and every entry of the days that it has no room for."""

    weeks: tuple[Week, ...]
    listed: tuple[WallEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day before it is laid out: its entries, and the lines that all of it takes."""

    on: date
    entries: tuple[WallEntry, ...]
    names_month: bool
    needs: int


def grid(paper: WallCalendar, *, room: Room) -> Grid:
    """Lay a calendar out as rows of weeks.

    A week takes the lines of its fullest day, two at least. Where all weeks together take more than there
    is room for, the fullest give way; what their days cannot show is listed whole.
    """
    days = _days(paper, room)
    rows = [days[start : start + DAYS] for start in range(0, len(days), DAYS)]
    needs = [max(day.needs for day in row) for row in rows]
    most = cap(needs, room=room.lines)
    weeks = [
        Week(
            days=tuple(_square(day, room, most, rests=day.on.weekday() in paper.weekend) for day in row),
            lines=max(LEAST, min(need, most)),
        )
        for row, need in zip(rows, needs, strict=True)
    ]
    cut = {square.on for week in weeks for square in week.days if square.is_cut}
    return Grid(weeks=tuple(weeks), listed=tuple(each for each in paper.entries if each.on in cut))


def cap(needs: Sequence[int], *, room: int) -> int:
    """Return the most lines that a week may have so that all weeks together fit `room`; two at least."""
    most = max([LEAST, *needs])
    while most > LEAST and sum(max(LEAST, min(need, most)) for need in needs) > room:
        most -= 1
    return most


def _days(paper: WallCalendar, room: Room) -> list[Day]:
    by_day: dict[date, list[WallEntry]] = {}
    for entry in paper.entries:
        by_day.setdefault(entry.on, []).append(entry)
    found = []
    for later in range((paper.closes - paper.opens).days + 1):
        on = paper.opens + timedelta(days=later)
        entries, names = tuple(by_day.get(on, ())), on.day == 1 or on == paper.opens
        needs = names + sum(room.takes(entry) for entry in entries)
        found.append(Day(on=on, entries=entries, names_month=names, needs=needs))
    return found


def _square(day: Day, room: Room, most: int, *, rests: bool) -> Square:
    shown = _shown(day, room, left=most - day.names_month - (day.needs > most))
    shared = day.entries and all(entry.is_date for entry in day.entries)
    return Square(
        on=day.on,
        shown=tuple(shown),
        more=len(day.entries) - len(shown),
        kind="shared" if shared else "do" if day.entries else "",
        rests=rests,
        names_month=day.names_month,
    )


def _shown(day: Day, room: Room, *, left: int) -> list[Shown]:
    """What fits `left` lines, in order; of a first entry that does not, its title as far as it goes."""
    shown: list[Shown] = []
    for entry in day.entries:
        if room.takes(entry) > left:
            return shown or [_cut(entry, room, left=max(1, left))]
        shown.append(Shown(entry=entry, title=entry.title))
        left -= room.takes(entry)
    return shown


def _cut(entry: WallEntry, room: Room, *, left: int) -> Shown:
    title = room.titles(entry)
    words = " ".join(title[:left])
    return Shown(entry=entry, title=words if len(title) <= left else f"{words[:-1]}…", whole=False)
