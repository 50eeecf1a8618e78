"""The register of documents: what was issued to whom, which version, by whom."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain import audit
from portal.domain.listing import matching
from portal.domain.program import revisions
from portal.models.document import Document, DocumentKind
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.print_run import PrintRun, Sheet

TITLES = {DocumentKind.PACK: "Onboarding pack", DocumentKind.AGREEMENT: "Agreement as accepted"}
PREFIX = {DocumentKind.PACK: "OP", DocumentKind.AGREEMENT: "AG"}


def number_of(sheet: Sheet, run: PrintRun) -> str:
    """Return the number of the document that a sheet becomes; the same after any crash."""
    return f"{PREFIX[run.kind]}-{run.created_at:%y%m}-{sheet.id:05}"


def same(kind: DocumentKind, membership: Membership, fingerprint: str) -> Document | None:
    """Return the latest document of `kind` that says exactly the same to the same person, or None."""
    return db.session.scalar(
        select(Document)
        .where(
            Document.kind == kind,
            Document.membership_id == membership.id,
            Document.fingerprint == fingerprint,
        )
        .options(joinedload(Document.file))
        .order_by(Document.id.desc())
        .limit(1)
    )


def issue(sheet: Sheet, run: PrintRun, *, fingerprint: str, file: File, pages: int) -> Document:
    """Enter a printed sheet into the register, dated as its run was asked for."""
    revision = revisions.current()
    document = Document(
        number=number_of(sheet, run),
        kind=run.kind,
        title=TITLES[run.kind],
        person_id=sheet.membership.person_id,
        membership_id=sheet.membership_id,
        revision_id=revision.id if revision else None,
        fingerprint=fingerprint,
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
        label=f"{document.number} for {sheet.membership.person.name}",
        after={"sha256": file.sha256, "run": run.id},
    )
    return document


def register() -> Select[Document]:
    """Select every document with its person and file, in no order yet."""
    return select(Document).options(
        joinedload(Document.person), joinedload(Document.file), joinedload(Document.issued_by)
    )


def found(words: str, *, kind: str = "") -> Select[Document]:
    """Select the documents that `words` fit: a name, a number, a title, the first letters of a hash."""
    chosen = register().join(Document.person).join(Document.file)
    chosen = chosen.where(matching(words, Person.name, Document.number, Document.title, File.sha256))
    return chosen.where(Document.kind == DocumentKind(kind)) if kind in set(DocumentKind) else chosen


def of_person(person: Person) -> list[Document]:
    """Return what was issued to one person, newest first."""
    return list(
        db.session.scalars(
            register().where(Document.person_id == person.id).order_by(Document.issued_at.desc(), Document.id)
        )
    )


def opened(document: Document, *, by: Person, at: datetime) -> None:
    """Note that staff took a copy of somebody's document."""
    audit.write("downloaded", document, by=by, at=at, label=document.number)
