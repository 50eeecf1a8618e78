"""What a criteria sheet says: plain values, so that it can be set without a database."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal.domain.earning.prospects import fading
from portal.domain.paper.letterhead import Contact, Issue, Masthead
from portal.domain.paper.pack import PackType

TOP = 4
"""The most that a reader gives on one line of the rubric."""


@dataclass(frozen=True)
class Scale:
    """A line of the rubric: its name, how many times it counts, and the words for 0, 2 and 4."""

    name: str
    weight: int
    nought: str
    two: str
    four: str


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What keeps a place: the standing after a close, what fades of it (per cent), who is not up yet."""

    threshold: int
    fading: int
    provisional_quarters: int

    @property
    def left(self) -> int:
        """Return what a close leaves of a standing as high as the threshold."""
        return self.threshold - fading(self.threshold, rate=self.fading)


@dataclass(frozen=True, kw_only=True)
class Applying:
    """How one applies: `shut` is empty, `paused` or `closed`; `opens_on` and `closes_on` are days to come."""

    url: str = ""
    shut: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    reviews: int
    answer_days: int
    reapply_days: int
    least_age: int
    pass_mark: int = 0


@dataclass(frozen=True, kw_only=True)
class CriteriaSheet:
    """What counts and how far it carries, what keeps a place, how people are chosen."""

    document: Issue
    program: Masthead
    contact: Contact
    types: tuple[PackType, ...]
    keeping: Keeping
    scales: tuple[Scale, ...]
    applying: Applying
    counts: Markup
    reach: Markup

    @property
    def most(self) -> int:
        """Return the highest sum that one reader can give."""
        return sum(TOP * scale.weight for scale in self.scales)
