"""What a certificate says: plain values, so that paper can be set without a database."""

import enum
import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from portal.domain import quarters
from portal.domain.paper.letterhead import Addressee, Issue, Masthead

WEEKS = 13


class Variant(enum.StrEnum):
    """What a certificate is of."""

    MEMBERSHIP = "membership"
    YEAR = "year"
    THANKS = "thanks"


@dataclass(frozen=True)
class Signature:
    """Who signs, and as what."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Season:
    """So many weeks from a Monday, and the days in them on which approved work was sent in."""

    start: date
    weeks: int
    days: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate of a membership, of a calendar `year`, or of thanks for something.

    The work of the days from `first` to `last` counts; `last` is None while the membership goes on. `done`
    has the days on which approved work was sent in. `words` stand above the name where it is thanks, which
    are for what staff typed as `thanks_for`; below it where it is not.
    """

    document: Issue
    program: Masthead
    person: Addressee
    variant: Variant
    words: Markup
    first: date
    last: date | None = None
    year: int | None = None
    thanks_for: str = ""
    pieces: int = 0
    hours: Decimal = Decimal(0)
    done: tuple[date, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def seasons(self) -> tuple[Season, ...]:
        """Return what the dots show: the year's four quarters, or the latest thirteen weeks of work."""
        if self.year is not None:
            return tuple(self._quarter(f"{self.year}Q{number}") for number in range(1, 5))
        latest = self.done[-1] if self.done else self.last or self.document.issued.date()
        return (self._season(_monday(latest) - timedelta(weeks=WEEKS - 1), WEEKS, latest),)

    @property
    def attests(self) -> dict[str, Any]:
        """Return what is kept to tell whoever asks whether it is genuine; of the name, a hash alone."""
        return {
            "variant": self.variant.value,
            "year": self.year,
            "first": self.first.isoformat(),
            "last": self.last.isoformat() if self.last else None,
            "name": mark_of(self.person.name, number=self.document.number),
        }

    def _quarter(self, quarter: str) -> Season:
        """A calendar quarter in weeks from a Monday: fourteen hold it, whatever day it begins on."""
        first, last = quarters.first_day(quarter), quarters.last_day(quarter)
        season = self._season(_monday(first), WEEKS + 1, last)
        return Season(season.start, season.weeks, tuple(day for day in season.days if day >= first))

    def _season(self, start: date, weeks: int, last: date) -> Season:
        return Season(start, weeks, tuple(day for day in self.done if start <= day <= last))


def mark_of(name: str, *, number: str) -> str:
    """SHA-256 by which a name is known to stand on the certificate with this number."""
    return hashlib.sha256(f"{number} {name}".encode()).hexdigest()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
