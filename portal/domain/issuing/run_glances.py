"""How far print runs have come, as whoever asked for them sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.db import db
from portal.domain.issuing import print_runs
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind
from portal.models.paper.print_run import PrintRun, Sheet
from portal.models.person import Person

SHOWN, LATEST = 8, 5


@dataclass(frozen=True, kw_only=True)
class Glance:
    """How many sheets are made, broken, and there in all; which come next, the last one made, which broke.

    `seconds` is about how long it takes still, by the pace of the run itself; None before that is known.
    """

    done: int
    failed: int
    total: int
    coming: Sequence[Sheet]
    last: Sheet | None
    broken: Sequence[Sheet]
    seconds: float | None

    @property
    def left(self) -> int:
        """Return how many are neither made nor broken."""
        return self.total - self.done - self.failed


def by_id(id: int) -> Select[PrintRun]:
    """Select one print run with its file and whoever asked for it."""
    return (
        select(PrintRun).where(PrintRun.id == id).options(joinedload(PrintRun.by), joinedload(PrintRun.file))
    )


def of(run: PrintRun, *, at: datetime) -> Glance:
    """Return how far a run is at the moment `at`: five statements, however long it is."""
    done, failed, total = print_runs.progress(run)
    sheets = (
        select(Sheet)
        .where(Sheet.run_id == run.id)
        .options(joinedload(Sheet.membership).joinedload(Membership.person))
    )
    coming = sheets.where(print_runs.UNSETTLED).order_by(Sheet.claimed_at.is_(None), Sheet.position)
    made = sheets.where(Sheet.document_id.is_not(None)).order_by(Sheet.position.desc())
    begun = db.session.scalar(select(func.min(Sheet.claimed_at)).where(Sheet.run_id == run.id))
    left = total - done - failed
    return Glance(
        done=done,
        failed=failed,
        total=total,
        coming=db.session.scalars(coming.limit(SHOWN)).all(),
        last=db.session.scalars(made.limit(1)).first(),
        broken=db.session.scalars(sheets.where(Sheet.error != "").order_by(Sheet.position)).all(),
        seconds=(at - begun).total_seconds() / done * left if begun and done else None,
    )


def latest() -> list[tuple[PrintRun, int]]:
    """Return the latest print runs that staff asked for, each with how many sheets it has, newest first."""
    sheets = select(func.count(Sheet.id)).where(Sheet.run_id == PrintRun.id).scalar_subquery()
    asked = (
        select(PrintRun, sheets)
        .join(PrintRun.by)
        .where(Person.role.is_not(None))
        .options(contains_eager(PrintRun.by))
        .order_by(PrintRun.id.desc())
        .limit(LATEST)
    )
    return [(run, count) for run, count in db.session.execute(asked)]


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """A paper that somebody asked for and does not have: its kind, since when, and why not, if it broke."""

    kind: DocumentKind
    since: datetime
    error: str


def awaited_by(membership: Membership) -> list[Awaited]:
    """Return what is being made for a person, and what could not be: the last of each kind."""
    asked = (
        select(PrintRun.kind, PrintRun.state, PrintRun.created_at, Sheet.document_id, Sheet.error)
        .join(Sheet, Sheet.run_id == PrintRun.id)
        .where(Sheet.membership_id == membership.id)
        .order_by(Sheet.id)
    )
    latest = {row.kind: row for row in db.session.execute(asked)}
    return [
        Awaited(kind=row.kind, since=row.created_at, error=row.error)
        for row in latest.values()
        if row.document_id is None and (row.error or row.state in print_runs.OPEN)
    ]
