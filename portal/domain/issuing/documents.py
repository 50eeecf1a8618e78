"""The register of documents: what was issued to whom, which version, by whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain import audit
from portal.domain.issuing.kinds import KINDS
from portal.domain.program import revisions
from portal.domain.programs import day_of
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, Sheet
from portal.models.person import Person

SOURCE = 200


def number_of(sheet: Sheet, run: PrintRun) -> str:
    """Return the number of the document that a sheet becomes; the same after any crash."""
    kind = KINDS[run.kind]
    own = f"{sheet.token[:5]}-{sheet.token[5:]}" if kind.is_checked else f"{sheet.id:05}"
    return f"{kind.prefix}-{day_of(run.created_at):%y%m}-{own}"


def same(
    kind: DocumentKind, membership: Membership | None, fingerprint: str, *, made_from: str
) -> Document | None:
    """Return the latest document of `kind` that says exactly the same to the same person, or None.

    One that was made from other rules is not the same: its foot says which.
    """
    return db.session.scalar(
        select(Document)
        .where(
            Document.kind == kind,
            Document.membership_id == (membership.id if membership else None),
            Document.fingerprint == fingerprint,
            Document.made_from == made_from[:SOURCE],
        )
        .options(joinedload(Document.file))
        .order_by(Document.id.desc())
        .limit(1)
    )


def latest(kind: DocumentKind, *, made_from: str) -> Document | None:
    """Return the document of `kind` that was last made for everyone from the same thing, or None."""
    return db.session.scalar(
        register()
        .where(Document.kind == kind, Document.made_from == made_from, Document.membership_id.is_(None))
        .order_by(Document.id.desc())
        .limit(1)
    )


def issue(
    sheet: Sheet,
    run: PrintRun,
    *,
    fingerprint: str,
    made_from: str,
    file: File,
    pages: int,
    attests: Mapping[str, Any] | None = None,
) -> Document:
    """Enter a printed sheet into the register, dated as its run was asked for.

    `attests` is what a kind that is checked tells whoever asks.
    """
    revision = revisions.current()
    person = sheet.membership.person if sheet.membership else None
    document = Document(
        number=number_of(sheet, run),
        kind=run.kind,
        title=KINDS[run.kind].name,
        person=person,
        membership_id=sheet.membership_id,
        made_from=made_from[:SOURCE],
        revision_id=revision.id if revision else None,
        fingerprint=fingerprint,
        attests=dict(attests or {}),
        file=file,
        pages=pages,
        issued_at=run.created_at,
        issued_by_id=run.by_id,
    )
    db.session.add(document)
    db.session.flush()
    audit.write(
        "printed",
        document,
        by=run.by,
        at=run.created_at,
        label=f"{document.number} for {person.name}" if person else document.number,
        after={"sha256": file.sha256, "run": run.id},
    )
    return document


def register() -> Select[Document]:
    """Select every document with its person and file, in no order yet."""
    return select(Document).options(
        joinedload(Document.person), joinedload(Document.file), joinedload(Document.issued_by)
    )


def of_person(person: Person) -> list[Document]:
    """Return what was issued to one person, newest first."""
    return list(
        db.session.scalars(
            register()
            .where(Document.person_id == person.id)
            .order_by(Document.issued_at.desc(), Document.id.desc())
        )
    )


def opened(document: Document, *, by: Person, at: datetime) -> None:
    """Note that staff took a copy of somebody's document."""
    audit.write("downloaded", document, by=by, at=at, label=document.number)
