"""Statements: what one person had, what changed it and why, and what there is now, like a bank's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, Subquery, bindparam, func, select, true

from portal.db import rows
from portal.domain import quarters
from portal.domain.earning import ledger
from portal.models.earning.entry import Entry, EntryKind, Ledger
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Reward
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission

SIZE = 50
WHOLE = 10**6
SPENDING = (EntryKind.SPENT, EntryKind.RETURNED)
PLAIN = (
    "id", "day", "quarter", "kind", "reason", "standing", "credits", "standing_after", "credits_after",
    "submission_id", "redemption_id",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the close of a quarter said of the person; `kept` is None until a proposal is decided."""

    quarter: str
    outcome: Standing
    before: int
    after: int
    threshold: int
    kept: bool | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One cause, with what it changed in both ledgers, and what each came to afterwards.

    `title` names the work or the reward and is empty where there is none; `told` is what the close of the
    quarter said, for a fade.
    """

    id: int
    day: date
    quarter: str
    kind: EntryKind
    reason: str
    standing: int
    credits: int
    standing_after: int
    credits_after: int
    by: str | None
    submission_id: int | None
    redemption_id: int | None
    title: str
    type: str
    told: Told | None = None


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Standing and credits at one moment."""

    standing: int
    credits: int


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One person's points over a quarter, or since the beginning where `quarter` is empty; newest first.

    `first` is the day of the first entry ever; `spent` is what credits bought in all time, `lifetime` all
    points that were ever awarded, for thanks only; `closes_told` is what each close said, oldest first.
    """

    quarter: str
    opens: date | None
    closes: date | None
    opening: Sums
    closing: Sums
    now: Sums
    lifetime: int
    first: date | None
    spent: int
    closes_told: Sequence[Told]
    lines: Sequence[Line]
    total: int
    number: int = 1
    size: int = SIZE

    @property
    def last(self) -> int:
        """Return the number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def told(self) -> Told | None:
        """Return what the close of the quarter said, or None while it is open."""
        return next((each for each in self.closes_told if each.quarter == self.quarter), None)

    @property
    def faded(self) -> bool:
        """Whether a line says what the close of the quarter said."""
        return any(line.told for line in self.lines)


def of(person: Person, *, quarter: str = "", number: int = 1, size: int = SIZE) -> Statement:
    """Return one page of the statement of a person, for a quarter, or since the beginning.

    Four statements in all, each of which reads this person's rows alone. A page past the end is the last.
    Raises `Refused` for what is no quarter.
    """
    opens = quarters.first_day(quarter) if quarter else None
    closes = quarters.last_day(quarter) if quarter else None
    asked = {"person": person.id, "quarter": quarter}
    sums, balance = rows(_sums(whole=not quarter), asked).one(), ledger.balance_of(person)
    number = max(1, min(number, -(-sums.total // size)))
    told = {each.quarter: each for each in closes_of(person)}
    leaf = {"size": size, "skipped": (number - 1) * size}
    found = rows(_lines(whole=not quarter), asked | leaf)
    return Statement(
        quarter=quarter,
        opens=opens,
        closes=closes,
        opening=Sums(standing=sums.standing_before, credits=sums.credits_before),
        closing=Sums(standing=sums.standing, credits=sums.credits),
        now=Sums(standing=balance.standing, credits=balance.credits),
        lifetime=balance.lifetime,
        first=sums.first,
        spent=sums.spent,
        closes_told=list(told.values()),
        lines=[_line(row, told) for row in found.mappings()],
        total=sums.total,
        number=number,
        size=size,
    )


def closes_of(person: Person) -> list[Told]:
    """Return what each close of a quarter said of a person, oldest first."""
    return [Told(**row) for row in rows(_closes(), {"person": person.id}).mappings()]


def _causes() -> Subquery:
    """A row for each cause, with what it changed in either ledger: an award is one row of two entries."""
    return (
        select(
            func.min(Entry.id).label("id"),
            func.min(Entry.day).label("day"),
            func.min(Entry.quarter).label("quarter"),
            Entry.kind,
            func.min(Entry.reason).label("reason"),
            _amount(Ledger.STANDING).label("standing"),
            _amount(Ledger.CREDITS).label("credits"),
            func.min(Entry.submission_id).label("submission_id"),
            func.min(Entry.redemption_id).label("redemption_id"),
            func.min(Entry.by_id).label("by_id"),
        )
        .where(Entry.person_id == bindparam("person"))
        .group_by(Entry.kind, Entry.source)
        .subquery("causes")
    )


def _amount(ledger: Ledger) -> ColumnElement[int]:
    return func.coalesce(func.sum(Entry.amount).filter(Entry.ledger == ledger), 0)


@cache
def _sums(*, whole: bool) -> Select[*tuple[Any, ...]]:
    """What there was before the quarter and at its end, what was spent ever, how many lines there are."""
    cause, quarter = _causes().c, bindparam("quarter", type_=String)
    inside = true() if whole else cause.quarter == quarter
    until = true() if whole else cause.quarter <= quarter

    def total(amount: ColumnElement[int], kept: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(amount).filter(kept), 0)

    return select(
        total(cause.standing, cause.quarter < quarter).label("standing_before"),
        total(cause.credits, cause.quarter < quarter).label("credits_before"),
        total(cause.standing, until).label("standing"),
        total(cause.credits, until).label("credits"),
        (-total(cause.credits, cause.kind.in_(SPENDING))).label("spent"),
        func.min(cause.day).label("first"),
        func.count().filter(inside).label("total"),
    )


@cache
def _lines(*, whole: bool) -> Select[*tuple[Any, ...]]:
    """The lines of a statement, newest first, each with what both ledgers came to."""
    cause = _causes()
    so_far = (cause.c.day, cause.c.id)
    running = select(
        cause,
        func.sum(cause.c.standing).over(order_by=so_far).label("standing_after"),
        func.sum(cause.c.credits).over(order_by=so_far).label("credits_after"),
    ).subquery("running")
    line = running.c
    chosen = (
        select(
            *(line[name] for name in PLAIN),
            Person.name.label("by"),
            func.coalesce(Submission.title, Reward.name, "").label("title"),
            func.coalesce(ActivityType.name, "").label("type"),
        )
        .outerjoin(Person, Person.id == line.by_id)
        .outerjoin(Submission, Submission.id == line.submission_id)
        .outerjoin(ActivityType, ActivityType.id == Submission.activity_type_id)
        .outerjoin(Redemption, Redemption.id == line.redemption_id)
        .outerjoin(Reward, Reward.id == Redemption.reward_id)
        .where(true() if whole else line.quarter == bindparam("quarter"))
    )
    newest = chosen.order_by(line.day.desc(), line.id.desc())
    return newest.limit(bindparam("size", type_=Integer)).offset(bindparam("skipped", type_=Integer))


@cache
def _closes() -> Select[*tuple[Any, ...]]:
    return (
        select(
            QuarterClose.quarter,
            Renewal.outcome,
            Renewal.before,
            Renewal.after,
            QuarterClose.threshold,
            Renewal.kept,
        )
        .join(Membership, Membership.id == Renewal.membership_id)
        .join(QuarterClose, QuarterClose.id == Renewal.close_id)
        .where(Membership.person_id == bindparam("person"))
        .order_by(QuarterClose.quarter)
    )


def _line(row: Mapping[Any, Any], told: Mapping[str, Told]) -> Line:
    fade = row["kind"] is EntryKind.FADE
    return Line(**row, told=told.get(row["quarter"]) if fade else None)
