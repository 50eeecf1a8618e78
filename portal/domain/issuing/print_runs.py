"""Print runs: asking for documents, printing them one by one, ending well after any crash."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload

from portal.db import db, locked
from portal.domain import audit
from portal.domain.issuing import hindrances
from portal.domain.issuing.kinds import KINDS, Whom
from portal.domain.refusal import Refused
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm, RunState, Sheet
from portal.models.person import Person

LEASE = timedelta(minutes=2)
MOST = 500
OPEN = (RunState.WAITING, RunState.RUNNING)
UNSETTLED = and_(Sheet.document_id.is_(None), Sheet.error == "")
PLAIN = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Claim(NamedTuple):
    """What a worker took: a sheet of a run to print, or the run itself, to end it."""

    run_id: int
    sheet_id: int | None


def begin(
    kind: DocumentKind,
    memberships: Sequence[Membership] = (),
    *,
    form: RunForm,
    by: Person,
    at: datetime,
    choices: Mapping[str, Any] | None = None,
) -> PrintRun:
    """Ask for documents of `kind`: one for each membership, one for all of them, or one for everyone.

    `choices` is what the kind lets people choose. A worker prints them. Raises `Refused` for an empty
    selection where people are wanted, or more than 500.
    """
    whom = KINDS[kind].whom
    if not memberships and whom is not Whom.EVERYONE:
        raise Refused("Choose at least one person.")
    if len(memberships) > MOST:
        raise Refused("Choose at most %(most)s people for one print run.", most=MOST)
    chosen = dict(choices or {})
    people: list[int | None] = [each.id for each in memberships] if whom is Whom.PERSON else [None]
    if whom is Whom.GROUP:
        chosen["people"] = [each.id for each in memberships]
    run = PrintRun(kind=kind, form=form, state=RunState.WAITING, by_id=by.id, created_at=at, choices=chosen)
    run.sheets = [
        Sheet(membership_id=person, position=position, token=_token())
        for position, person in enumerate(people, start=1)
    ]
    db.session.add(run)
    db.session.flush()
    audit.write(
        "began", run, by=by, at=at, label=KINDS[kind].name, after={"kind": kind, "people": len(memberships)}
    )
    return run


def again(document: Document, *, by: Person, at: datetime) -> PrintRun:
    """Ask for the same kind for the same people with the same choices, as things are today.

    Raises `Refused` where it cannot be made any more.
    """
    asked = select(Sheet).where(Sheet.document_id == document.id).options(joinedload(Sheet.run))
    sheet = db.session.scalars(asked.order_by(Sheet.id).limit(1)).one()
    whom = KINDS[document.kind].whom
    people = (
        group_of(sheet.run) if whom is Whom.GROUP else [document.membership] if document.membership else []
    )
    for why in hindrances.of(document.kind, people).values():
        raise Refused(why)
    return begin(document.kind, people, form=RunForm.PDF, by=by, at=at, choices=sheet.run.choices)


def _token() -> str:
    """Ten letters and figures that are not mistaken for each other: fifty bits that nobody guesses."""
    return "".join(secrets.choice(PLAIN) for _ in range(10))


def cancel(run: PrintRun, *, by: Person, at: datetime) -> None:
    """Stop a print run; what is printed already stays issued. Raises `Refused` when it is over."""
    run = locked(PrintRun, run.id)
    if run.state not in OPEN:
        raise Refused("This print run is over already.")
    run.state = RunState.CANCELLED
    run.finished_at = at
    db.session.flush()
    audit.write("cancelled", run, by=by, at=at)


def claim(*, at: datetime) -> Claim | None:
    """Take the next sheet of the oldest run that has one, or else a run that is to be ended.

    What somebody took and never gave back is free again after two minutes, for a worker may die. A sheet
    waits for one that asks for the same kind for the same person and was there before: it may say the same,
    and then nothing is printed twice.
    """
    sheet = db.session.scalar(_to_print(at))
    if sheet is not None:
        sheet.claimed_at = at
        if sheet.run.state is RunState.WAITING:
            sheet.run.state = RunState.RUNNING
        db.session.flush()
        return Claim(sheet.run_id, sheet.id)
    settled = ~exists().where(Sheet.run_id == PrintRun.id, UNSETTLED)
    run = db.session.scalar(
        select(PrintRun)
        .where(PrintRun.state.in_(OPEN), _is_free(PrintRun.claimed_at, at), settled)
        .order_by(PrintRun.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if run is None:
        return None
    run.claimed_at = at
    db.session.flush()
    return Claim(run.id, None)


def _to_print(at: datetime) -> Select[Sheet]:
    return (
        select(Sheet)
        .join(PrintRun)
        .where(PrintRun.state.in_(OPEN), UNSETTLED, _is_free(Sheet.claimed_at, at), ~_is_behind_another())
        .order_by(Sheet.run_id, Sheet.position)
        .limit(1)
        .with_for_update(of=Sheet, skip_locked=True)
    )


def _is_free(claimed_at: InstrumentedAttribute[datetime | None], at: datetime) -> ColumnElement[bool]:
    return or_(claimed_at.is_(None), claimed_at < at - LEASE)


def _is_behind_another() -> ColumnElement[bool]:
    before, run = aliased(Sheet), aliased(PrintRun)
    return exists().where(
        run.state.in_(OPEN),
        run.kind == PrintRun.kind,
        before.run_id == run.id,
        before.membership_id.is_not_distinct_from(Sheet.membership_id),
        before.document_id.is_(None),
        before.error == "",
        before.id < Sheet.id,
    )


def hold(run: PrintRun, *, at: datetime) -> None:
    """Keep a run in hand for two minutes more."""
    run.claimed_at = at
    db.session.flush()


def printed(sheet: Sheet, document: Document) -> None:
    """Note that the sheet's document is issued."""
    sheet.document = document
    db.session.flush()


def broke(sheet: Sheet, *, why: str) -> None:
    """Note that the sheet could not be printed, and why; another worker may have printed it meanwhile."""
    if sheet.document_id is None:
        sheet.error = why[:1000]
    db.session.flush()


def finish(run: PrintRun, *, file: File | None, at: datetime, error: str = "") -> None:
    """End a run: done with its file, or failed without one and with the `error`; a cancelled one stays so."""
    if run.state not in OPEN:
        return
    run.state = RunState.DONE if file else RunState.FAILED
    run.file = file
    run.error = error[:1000]
    run.finished_at = at
    db.session.flush()


def group_of(run: PrintRun) -> Sequence[Membership]:
    """Return those for whom a paper of a group is, by name."""
    chosen = select(Membership).where(Membership.id.in_(run.choices.get("people", ())))
    chosen = chosen.join(Membership.person).options(contains_eager(Membership.person))
    return db.session.scalars(chosen.order_by(Person.name, Membership.id)).all()


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
