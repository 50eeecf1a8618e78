"""What an onboarding pack says: plain values, so that paper can be set without a database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from portal.domain.paper.letterhead import Addressee, Contact, Issue, Masthead
from portal.domain.paper.parts import NOTHING, Part

WEEKS = 13


@dataclass(frozen=True)
class PackAction:
    """A thing to do by a day; what it earns is always shown as base × weight."""

    due: date
    title: str
    format: str
    type: str
    minutes: int
    base: int
    weight: int
    opens: date | None = None

    @property
    def points(self) -> int:
        return self.base * self.weight


@dataclass(frozen=True)
class PackDate:
    """A day that everyone shares, with nothing to earn."""

    on: date
    title: str


@dataclass(frozen=True)
class PackFormat:
    """A format, how often, and what it looks like."""

    name: str
    every: str
    spec: str


@dataclass(frozen=True)
class PackBand:
    """A band of the review: when a person stands in it, and what happens then."""

    name: str
    when: str
    then: str


@dataclass(frozen=True)
class PackBrief:
    """The brief: what content must have, what it must not, and what is the creator's."""

    number: int
    title: str
    intro: str
    must: tuple[str, ...]
    avoid: tuple[str, ...]
    free: tuple[str, ...]
    right: str = ""
    wrong: str = ""


@dataclass(frozen=True)
class PackType:
    """An activity type: what `base` points earn at its weight."""

    name: str
    about: str
    base: int
    weight: int

    @property
    def points(self) -> int:
        return self.base * self.weight


@dataclass(frozen=True)
class PackReward:
    """A reward, what it is, and its price in credits; or the milestone it comes on, with its standing."""

    name: str
    what: str
    credits: int | None = None
    milestone: str = ""
    standing: int | None = None


@dataclass(frozen=True)
class Evidence:
    """How an agreement was accepted; moments carry the program's time zone."""

    typed_name: str
    email: str
    how: str
    shown_at: datetime
    accepted_at: datetime
    address: str = ""
    browser: str = ""


@dataclass(frozen=True)
class PackAgreement:
    """A version of the terms, the hash of its exact text, and its acceptance if there is one."""

    number: int
    title: str
    sha256: str
    clauses: tuple[Part, ...]
    evidence: Evidence | None = None


@dataclass(frozen=True)
class PackLink:
    """The tracked link, and the discount code if there is one."""

    url: str
    code: str = ""


@dataclass(frozen=True)
class Pack:
    """Everything an onboarding pack says; what is empty is left out of it.

    Texts of the type Markup are sanitised HTML; all else is plain text. `fading` is per cent a quarter.
    """

    document: Issue
    program: Masthead
    person: Addressee
    contact: Contact
    season_start: date
    stands_for: tuple[Part, ...] = ()
    why: Markup = NOTHING
    expect: Markup = NOTHING
    how: Markup = NOTHING
    benefits: Markup = NOTHING
    lines: tuple[str, ...] = ()
    pieces_least: int = 0
    pieces_most: int = 0
    formats: tuple[PackFormat, ...] = ()
    actions: tuple[PackAction, ...] = ()
    dates: tuple[PackDate, ...] = ()
    brief: PackBrief | None = None
    disclosure: str = ""
    types: tuple[PackType, ...] = ()
    fading: int = 25
    threshold: int = 100
    rewards: tuple[PackReward, ...] = ()
    reviewing: Markup = NOTHING
    bands: tuple[PackBand, ...] = ()
    leaving: Markup = NOTHING
    agreement: PackAgreement | None = None
    link: PackLink | None = None
    hello: Markup = NOTHING
    closing: Markup = NOTHING
    standing: int = 0

    @property
    def season_end(self) -> date:
        return self.season_start + timedelta(weeks=WEEKS, days=-1)

    @property
    def agenda(self) -> list[PackAction | PackDate]:
        """Actions and shared dates, by day."""
        return sorted((*self.actions, *self.dates), key=lambda one: (day_of(one), one.title))

    @property
    def minutes_a_week(self) -> int:
        """What the season's actions take, rounded up to five minutes."""
        return -(-sum(action.minutes for action in self.actions) // (WEEKS * 5)) * 5


@dataclass(frozen=True)
class SignedAgreement:
    """The agreement on its own, as somebody accepted it."""

    document: Issue
    program: Masthead
    person: Addressee
    contact: Contact
    agreement: PackAgreement
    between: Markup = NOTHING


def day_of(entry: PackAction | PackDate) -> date:
    """The day on which an entry of the agenda stands."""
    return entry.due if isinstance(entry, PackAction) else entry.on
