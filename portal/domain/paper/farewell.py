"""What a farewell letter says: plain values, so that paper can be set without a database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from portal.domain.paper.letterhead import Addressee, Contact, Issue, Masthead
from portal.domain.paper.pack import PackLink


@dataclass(frozen=True)
class Done:
    """What was done in figures: approved pieces, influence hours, whole months, points of a lifetime."""

    pieces: int = 0
    hours: Decimal = Decimal(0)
    months: int = 0
    points: int = 0


@dataclass(frozen=True)
class Rights:
    """How many pieces may be shown still, and by which terms, accepted when, if any were."""

    pieces: int
    terms: int | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Farewell:
    """A farewell letter; `last` is None while the end is proposed and not decided.

    `credits` were not spent. `door` says whether applications are taken, None where nothing is known of it
    or it is not for this person to be told; `opens_on` is the day from which they are taken again.
    """

    document: Issue
    program: Masthead
    person: Addressee
    contact: Contact
    thanks: Markup
    stays: Markup
    closing: Markup
    last: date | None = None
    done: Done = Done()
    personal: str = ""
    rights: Rights | None = None
    credits: int = 0
    link: PackLink | None = None
    door: bool | None = None
    opens_on: date | None = None

    @property
    def paragraphs(self) -> list[str]:
        """Return what was typed for this person, by its paragraphs."""
        return [" ".join(part.split()) for part in self.personal.split("\n\n") if part.strip()]
