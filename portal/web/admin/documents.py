"""The register of documents: what was issued to whom, how it stands, again as it was, and anew."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from portal import clock
from portal.db import db
from portal.domain import audit, quarters
from portal.domain.issuing import documents, print_runs, register, run_glances
from portal.domain.issuing.kinds import KINDS
from portal.domain.listing import page_of
from portal.domain.program import revisions
from portal.domain.programs import day_of
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import RunForm
from portal.models.person import Person
from portal.outside.files import Lost
from portal.web.access import May, may, me
from portal.web.csv import csv_answer
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.numbers import whole
from portal.web.pages import file_answer, page, the_store
from portal.web.statements import named

bp = Blueprint("documents", __name__, url_prefix="/documents")
SORTS: dict[str, list[Any]] = {
    "issued": [Document.issued_at, Document.id],
    "document": [Document.title, Person.name, Document.id],
    "made": [Document.made_from, Document.id],
}
HEADER = ("number", "document", "person", "made from", "issued", "by", "pages", "sha256", "state")


@bp.get("", endpoint="list")
@may(May.DOCUMENTS)
def index() -> ResponseReturnValue:
    """List what was issued, newest first, what the rules have overtaken, and what is being made."""
    listing = _listing()
    found = page_of(listing.sorted(_chosen(listing)), number=listing.number)
    return page(
        "admin/documents/list.html",
        listing=listing,
        page=found,
        standings=register.standings_of(found.rows),
        counts=register.counts(),
        kinds=KINDS,
        overtaken=register.how_many(register.overtaken()),
        revision=revisions.current(),
        periods=_periods(),
        runs=run_glances.latest(),
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.DOCUMENTS, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list as CSV."""
    listing = _listing()
    chosen = listing.sorted(_chosen(listing)).add_columns(register.standing())
    rows = audit.export(db.session.execute(chosen), of="documents", by=me(), at=clock.now())
    return csv_answer("documents.csv", HEADER, _cells(rows))


@bp.post("/renewal")
@may(May.DOCUMENTS)
def renew() -> ResponseReturnValue:
    """Ask for the packs anew that still say old rules."""
    people = db.session.scalars(register.overtaken().limit(print_runs.MOST)).all()
    run = print_runs.begin(DocumentKind.PACK, people, form=RunForm.PDF, by=me(), at=clock.now())
    return onward(url_for("admin.print_runs.page", id=run.id))


@bp.get("/<int:id>", endpoint="page")
@may(May.DOCUMENTS)
def facts(id: int) -> ResponseReturnValue:
    """Show one document: its facts, the issues before and after it, whether its bytes are what they were."""
    document = _document(id)
    others = register.issues_of(document)
    return page(
        "admin/documents/page.html",
        document=document,
        standings=register.standings_of([document, *others]),
        others=others,
        runs=register.runs_of(document),
        kinds=KINDS,
        is_whole=_is_whole(document),
    )


@bp.get("/<int:id>/file")
@may(May.DOCUMENTS, writes=True)
def show(id: int) -> ResponseReturnValue:
    """Hand over a document as it was issued; who took it is in the audit."""
    document = _document(id)
    body = the_store().read(document.file.sha256)
    documents.opened(document, by=me(), at=clock.now())
    return file_answer(body, media_type=document.file.media_type, name=document.file.name)


@bp.post("/<int:id>/renewal")
@may(May.DOCUMENTS)
def issue_anew(id: int) -> ResponseReturnValue:
    """Ask for the same document as things are today."""
    run = print_runs.again(_document(id), by=me(), at=clock.now())
    return onward(url_for("admin.print_runs.page", id=run.id))


def _document(id: int) -> Document:
    return db.session.scalar(documents.register().where(Document.id == id)) or abort(404)


def _is_whole(document: Document) -> bool:
    try:
        the_store().read(document.file.sha256)
    except Lost:
        return False
    return True


def _listing() -> Listing:
    return Listing(sorts=SORTS, filters=["kind", "state", "quarter", "person"], first="-issued")


def _chosen(listing: Listing) -> Select[Document]:
    asked = {name: listing.filters[name] for name in ("kind", "state", "quarter")}
    return register.found(listing.words, person=request.args.get("person", type=whole), **asked)


def _periods() -> list[tuple[str, str]]:
    this = quarters.of(day_of(clock.now()))
    known = [quarters.before(this, count) for count in range(6)]
    return [("", str(_("Any day"))), *((each, named(each)) for each in known)]


def _cells(rows: Iterable[Any]) -> Iterable[tuple[object, ...]]:
    for document, standing in rows:
        yield (
            document.number, document.title, document.person.name if document.person else "",
            document.made_from, day_of(document.issued_at),
            document.issued_by.name if document.issued_by else "", document.pages,
            document.file.sha256, standing,
        )  # fmt: skip
