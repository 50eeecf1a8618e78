"""Statements: what one person had, what changed it and why, and what there is now, like a bank's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from portal.db import rows
from portal.domain import quarters
from portal.domain.earning import causes, ledger
from portal.models.earning.entry import EntryKind
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.joining.membership import Membership
from portal.models.person import Person

SIZE = 50
WHOLE = 10**6


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

    Two statements in all, each of which reads this person's rows alone. A page past the end is the last.
    Raises `Refused` for what is no quarter.
    """
    opens = quarters.first_day(quarter) if quarter else None
    closes = quarters.last_day(quarter) if quarter else None
    number = max(1, number)
    leaf = {"person": person.id, "quarter": quarter, "size": size, "skipped": (number - 1) * size}
    found = rows(causes.leaf(whole=not quarter), leaf).mappings().all()
    sums, balance = found[0], ledger.balance_of(person)
    last = max(1, -(-sums["total"] // size))
    if number > last:
        return of(person, quarter=quarter, number=last, size=size)
    told = {each.quarter: each for each in closes_of(person)}
    return Statement(
        quarter=quarter,
        opens=opens,
        closes=closes,
        opening=Sums(standing=sums["standing_before"], credits=sums["credits_before"]),
        closing=Sums(standing=sums["standing_closing"], credits=sums["credits_closing"]),
        now=Sums(standing=balance.standing, credits=balance.credits),
        lifetime=balance.lifetime,
        first=sums["first"],
        spent=sums["spent"],
        closes_told=list(told.values()),
        lines=[_line(row, told) for row in found if row["id"] is not None],
        total=sums["total"],
        number=number,
        size=size,
    )


def closes_of(person: Person) -> list[Told]:
    """Return what each close of a quarter said of a person, oldest first."""
    return [Told(**row) for row in rows(_closes(), {"person": person.id}).mappings()]


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
        .join(QuarterClose, QuarterClose.id == Renewal.close_id)
        .where(Renewal.of(select(Membership.id).where(Membership.person_id == bindparam("person"))))
        .order_by(QuarterClose.quarter)
    )


def _line(row: Mapping[Any, Any], told: Mapping[str, Told]) -> Line:
    fade = row["kind"] is EntryKind.FADE
    plain = {name: row[name] for name in causes.LINE}
    return Line(**plain, told=told.get(row["quarter"]) if fade else None)
