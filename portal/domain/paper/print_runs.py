"""Print runs: asking for documents, printing them one by one, ending well after any crash."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db, locked
from portal.domain import audit
from portal.domain.refusal import Refused
from portal.models.document import Document, DocumentKind
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.print_run import PrintRun, RunForm, RunState, Sheet

LEASE = timedelta(minutes=2)
OPEN = (RunState.WAITING, RunState.RUNNING)


def begin(
    kind: DocumentKind, memberships: Sequence[Membership], *, form: RunForm, by: Person, at: datetime
) -> PrintRun:
    """Ask for one document of `kind` for each membership; a worker prints them.

    Raises `Refused` for an empty selection or more than 500.
    """
    if not memberships:
        raise Refused("Choose at least one person.")
    if len(memberships) > 500:
        raise Refused("Choose at most 500 people for one print run.")
    run = PrintRun(kind=kind, form=form, state=RunState.WAITING, by_id=by.id, created_at=at)
    run.sheets = [
        Sheet(membership_id=membership.id, position=position)
        for position, membership in enumerate(memberships, start=1)
    ]
    db.session.add(run)
    db.session.flush()
    audit.write("began", run, by=by, at=at, after={"kind": kind, "people": len(memberships)})
    return run


def cancel(run: PrintRun, *, by: Person, at: datetime) -> None:
    """Stop a print run; what is printed already stays issued. Raises `Refused` when it is over."""
    run = locked(PrintRun, run.id)
    if run.state not in OPEN:
        raise Refused("This print run is over already.")
    run.state = RunState.CANCELLED
    run.finished_at = at
    db.session.flush()
    audit.write("cancelled", run, by=by, at=at)


def claim(*, at: datetime) -> int | None:
    """Take the oldest run that nobody has in hand, or whose lease ran out, and return its id."""
    free = or_(PrintRun.claimed_at.is_(None), PrintRun.claimed_at < at - LEASE)
    run = db.session.scalar(
        select(PrintRun)
        .where(PrintRun.state.in_(OPEN), free)
        .order_by(PrintRun.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if run is None:
        return None
    run.state = RunState.RUNNING
    run.claimed_at = at
    db.session.flush()
    return run.id


def next_sheet(run: PrintRun) -> Sheet | None:
    """Return the first sheet that is neither printed nor failed, or None at the end."""
    return db.session.scalar(
        select(Sheet)
        .where(Sheet.run_id == run.id, Sheet.document_id.is_(None), Sheet.error == "")
        .options(joinedload(Sheet.membership).joinedload(Membership.person))
        .order_by(Sheet.position)
        .limit(1)
    )


def printed(sheet: Sheet, document: Document) -> None:
    """Note that the sheet's document is issued, and let go of the run."""
    sheet.document = document
    sheet.run.claimed_at = None
    db.session.flush()


def broke(sheet: Sheet, *, why: str) -> None:
    """Note that the sheet could not be printed, and why, and let go of the run."""
    sheet.error = why[:1000]
    sheet.run.claimed_at = None
    db.session.flush()


def finish(run: PrintRun, *, file: File | None, at: datetime) -> None:
    """End a run: done with its file, or failed when nothing could be printed; a cancelled one stays so."""
    if run.state not in OPEN:
        return
    run.state = RunState.DONE if file else RunState.FAILED
    run.file = file
    run.finished_at = at
    db.session.flush()


def documents_of(run: PrintRun) -> list[Document]:
    """Return what was printed in the run, in the order of its sheets, with files and people."""
    return list(
        db.session.scalars(
            select(Document)
            .join(Sheet, Sheet.document_id == Document.id)
            .where(Sheet.run_id == run.id)
            .options(joinedload(Document.file), joinedload(Document.person))
            .order_by(Sheet.position)
        )
    )


def progress(run: PrintRun) -> tuple[int, int, int]:
    """Return how many sheets are printed, failed, and there in all."""
    done, failed, total = db.session.execute(
        select(
            func.count(Sheet.document_id), func.count(func.nullif(Sheet.error, "")), func.count(Sheet.id)
        ).where(Sheet.run_id == run.id)
    ).one()
    return done, failed, total


def runs() -> Select[PrintRun]:
    """Select the print runs that staff asked for, newest first."""
    return (
        select(PrintRun)
        .where(PrintRun.by.has(Person.role.is_not(None)))
        .options(joinedload(PrintRun.by), selectinload(PrintRun.sheets))
        .order_by(PrintRun.id.desc())
    )


def waiting_for(membership: Membership) -> int:
    """Return how many sheets of this person wait to be printed."""
    chosen = (
        select(func.count(Sheet.id))
        .join(PrintRun)
        .where(
            Sheet.membership_id == membership.id,
            Sheet.document_id.is_(None),
            Sheet.error == "",
            PrintRun.state.in_(OPEN),
        )
    )
    return db.session.scalar(chosen) or 0


def failed_for(membership: Membership) -> bool:
    """Return whether the last sheet asked for this person could not be printed."""
    latest = select(Sheet.error).where(Sheet.membership_id == membership.id)
    return bool(db.session.scalar(latest.order_by(Sheet.id.desc()).limit(1)))


def with_people(id: int) -> Select[PrintRun]:
    """Select one print run with its file, its sheets and their people."""
    people = selectinload(PrintRun.sheets).joinedload(Sheet.membership).joinedload(Membership.person)
    return (
        select(PrintRun)
        .where(PrintRun.id == id)
        .options(joinedload(PrintRun.by), joinedload(PrintRun.file), people)
    )
