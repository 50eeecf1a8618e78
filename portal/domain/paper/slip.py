"""What a packing slip says: plain values, so that paper can be set without a database."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from portal.domain.paper.letterhead import Issue, Masthead
from portal.domain.paper.parts import NOTHING


@dataclass(frozen=True)
class SlipItem:
    """One thing in a parcel: the number of its redemption, and what it is."""

    number: str
    name: str
    about: str


@dataclass(frozen=True)
class Slip:
    """One parcel: to whom and where, line by line, and what is inside."""

    name: str
    lines: tuple[str, ...]
    items: tuple[SlipItem, ...]
    thanks: Markup = NOTHING


@dataclass(frozen=True)
class Slips:
    """Several parcels on one paper; `issued` is when the latest of them was changed."""

    document: Issue
    program: Masthead
    slips: tuple[Slip, ...]

    @property
    def issued(self) -> datetime:
        """Return the date of the paper."""
        return self.document.issued
