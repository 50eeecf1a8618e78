"""The figures of a month: plain values and arithmetic, without a database."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from portal.domain.earning.rates import RENEWAL, Place, Share, share
from portal.domain.working.hours import hours

ACTIVE = (0.60, 1.0)
"""The healthy band of the active share (PRODUCT.md, Numbers that lead)."""

QUIET_AFTER = 30
WITHIN = 7
"""Days within which work is to be reviewed."""


@dataclass(frozen=True, kw_only=True)
class Applied:
    """Applications of one source in a month; each number counts what happened in it, not the same people."""

    source: str
    seen: int = 0
    started: int = 0
    submitted: int = 0
    approved: int = 0


@dataclass(frozen=True, kw_only=True)
class People:
    """Ambassadors at the end of a month: `active` had work approved in thirty days; who `joined` and `left`.

    `at_risk` is as the last close said; `risky_quiet` are those of them who were not active.
    """

    members: int = 0
    active: int = 0
    joined: int = 0
    left: int = 0
    at_risk: int = 0
    risky_quiet: int = 0

    @property
    def share(self) -> Share:
        """Return the active share with its interval."""
        return share(self.active, self.members)

    @property
    def place(self) -> Place:
        """Return where the active share lies against its healthy band."""
        return self.share.against(ACTIVE)

    @property
    def parts(self) -> tuple[int, int, int]:
        """Return how many are active and not at risk, quiet and not at risk, at risk: all, each once."""
        good = self.active - (self.at_risk - self.risky_quiet)
        return good, self.members - good - self.at_risk, self.at_risk


@dataclass(frozen=True, kw_only=True)
class Work:
    """Pieces approved in a month and the minutes they took, plain and weighed; what waits at its end.

    `oldest` is since when the longest waits, None where nothing does.
    """

    pieces: int = 0
    minutes: int = 0
    weighed: int = 0
    waiting: int = 0
    oldest: date | None = None

    @property
    def hours(self) -> Decimal:
        """Return the influence hours, to a tenth."""
        return hours(self.minutes)

    @property
    def weighted_hours(self) -> Decimal:
        """Return the weighted influence hours, to a tenth."""
        return hours(self.weighed)


@dataclass(frozen=True, kw_only=True)
class Rewards:
    """Rewards asked for or granted, sent or handed over, and received in a month; what waits at its end.

    `cost` is what those sent cost, in hundredths of the program's currency, at what one costs today.
    """

    asked: int = 0
    sent: int = 0
    received: int = 0
    cost: int = 0
    waiting: int = 0


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The figures of one month, up to and with the day `until`, which is its last day or today."""

    month: date
    until: date
    applications: tuple[Applied, ...]
    people: People
    work: Work
    rewards: Rewards

    @property
    def submitted(self) -> int:
        """Return the applications sent in, from every source."""
        return sum(each.submitted for each in self.applications)

    @property
    def organic(self) -> Share:
        """Return the share of applications that came by themselves, with its interval."""
        return share(self.of("organic").submitted, self.submitted)

    @property
    def waited(self) -> int:
        """Return for how many days the oldest work waits, 0 where none does."""
        return (self.until - self.work.oldest).days if self.work.oldest else 0

    def of(self, source: str) -> Applied:
        """Return the applications of one source."""
        return next((each for each in self.applications if each.source == source), Applied(source=source))


@dataclass(frozen=True, kw_only=True)
class Renewed:
    """What the close of a quarter said: the share that was renewed of those who were up."""

    quarter: str
    rate: Share

    @property
    def place(self) -> Place:
        """Return where the rate lies against its healthy band."""
        return self.rate.against(RENEWAL)


@dataclass(frozen=True, kw_only=True)
class Report:
    """A month beside the one before, the weeks and months that lead to it, and the renewals of four quarters.

    `weeks` are approved pieces by the Monday of their week, `months` applications sent in by month: organic,
    and all others. `closes` are the latest quarters first.
    """

    now: Figures
    before: Figures
    weeks: tuple[tuple[date, int], ...]
    months: tuple[tuple[date, int, int], ...]
    closes: tuple[Renewed, ...]

    @property
    def renewals(self) -> Renewed:
        """Return the closes as one: all that were renewed of all who were up."""
        part = sum(each.rate.part for each in self.closes)
        return Renewed(quarter="", rate=share(part, sum(each.rate.whole for each in self.closes)))

    @property
    def is_over(self) -> bool:
        """Whether the month is over."""
        return (self.now.until + timedelta(days=1)).month != self.now.month.month
