"""What a calendar for the wall says: plain values, so that it can be set without a database."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal.domain.paper.letterhead import Issue, Masthead

MONTHS = 3


@dataclass(frozen=True, kw_only=True)
class WallEntry:
    """Something on a day: work that is due, or a date that everyone shares, which has no weight."""

    on: date
    title: str
    format: str = ""
    base: int = 0
    weight: int = 0

    @property
    def points(self) -> int:
        """Return base points × weight."""
        return self.base * self.weight

    @property
    def is_date(self) -> bool:
        """Whether everyone shares it and nobody earns by it."""
        return not self.weight


@dataclass(frozen=True, kw_only=True)
class WallCalendar:
    """Three months from the one that begins on `first`, in whole weeks from `opens` to `closes`.

    `large` is A3 (or tabloid), else A4 (or letter), whichever the program prints on. `weekend` are the days
    of the week (Monday is 0) on which most people rest.
    """

    document: Issue
    program: Masthead
    first: date
    last: date
    opens: date
    closes: date
    large: bool
    weekend: frozenset[int]
    entries: tuple[WallEntry, ...]
    under: Markup
