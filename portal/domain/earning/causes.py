"""What changed one person's points, a row for each cause, and the sums of it: what a statement tells."""

from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Select, String, bindparam, func, select, true

from portal.models.earning.entry import Entry, EntryKind, Ledger
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Reward
from portal.models.person import Person
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission

SPENDING = (EntryKind.SPENT, EntryKind.RETURNED)
PLAIN = (
    "id", "day", "quarter", "kind", "reason", "standing", "credits", "standing_after", "credits_after",
    "submission_id", "redemption_id",
)  # fmt: skip
LINE = (*PLAIN, "by", "title", "type")


@cache
def leaf(*, whole: bool) -> Select[*tuple[Any, ...]]:
    """Select a page of the statement of `:person`, of `:size` lines past those `:skipped`, newest first.

    Each row has the sums and one line; where there is no line, there is one row without. It is of the
    `:quarter`, or, `whole`, since the beginning.
    """
    causes = _causes()
    sums, lines = _sums(causes, whole=whole).subquery("sums"), _lines(causes, whole=whole).subquery("lines")
    newest = (lines.c.day.desc(), lines.c.id.desc())
    return select(*sums.c, *lines.c).outerjoin_from(sums, lines, true()).order_by(*newest)


def _causes() -> CTE:
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
        .cte("causes")
    )


def _amount(ledger: Ledger) -> ColumnElement[int]:
    return func.coalesce(func.sum(Entry.amount).filter(Entry.ledger == ledger), 0)


def _sums(causes: CTE, *, whole: bool) -> Select[*tuple[Any, ...]]:
    """What there was before the quarter and at its end, what was spent ever, how many lines there are."""
    cause, quarter = causes.c, bindparam("quarter", type_=String)
    inside = true() if whole else cause.quarter == quarter
    until = true() if whole else cause.quarter <= quarter

    def total(amount: ColumnElement[int], kept: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(amount).filter(kept), 0)

    return select(
        total(cause.standing, cause.quarter < quarter).label("standing_before"),
        total(cause.credits, cause.quarter < quarter).label("credits_before"),
        total(cause.standing, until).label("standing_closing"),
        total(cause.credits, until).label("credits_closing"),
        (-total(cause.credits, cause.kind.in_(SPENDING))).label("spent"),
        func.min(cause.day).label("first"),
        func.count().filter(inside).label("total"),
    )


def _lines(causes: CTE, *, whole: bool) -> Select[*tuple[Any, ...]]:
    """The lines of a statement, newest first, each with what both ledgers came to."""
    so_far = (causes.c.day, causes.c.id)
    running = select(
        causes,
        func.sum(causes.c.standing).over(order_by=so_far).label("standing_after"),
        func.sum(causes.c.credits).over(order_by=so_far).label("credits_after"),
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
