"""The register of documents: what was issued to whom, again as it was."""

from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal import clock
from portal.db import db
from portal.domain.listing import page_of
from portal.domain.paper import documents, print_runs
from portal.models.document import Document
from portal.models.person import Person
from portal.web.access import May, may, me
from portal.web.listing import Listing
from portal.web.pages import file_answer, page, the_store

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.get("", endpoint="list")
@may(May.DOCUMENTS)
def index() -> ResponseReturnValue:
    """List what was issued, newest first, and the latest print runs."""
    sorts: dict[str, list[Any]] = {
        "issued": [Document.issued_at, Document.id],
        "name": [Person.name, Document.id],
        "number": [Document.number],
    }
    listing = Listing(sorts=sorts, filters=["kind"], first="-issued")
    chosen = documents.found(listing.words, kind=listing.filters["kind"])
    return page(
        "admin/documents/list.html",
        listing=listing,
        page=page_of(listing.sorted(chosen), number=listing.number),
        runs=db.session.scalars(print_runs.runs().limit(5)).all(),
    )


@bp.get("/<int:id>")
@may(May.DOCUMENTS, writes=True)
def show(id: int) -> ResponseReturnValue:
    """Hand over a document as it was issued; who took it is in the audit."""
    document = db.session.scalar(documents.register().where(Document.id == id)) or abort(404)
    documents.opened(document, by=me(), at=clock.now())
    body = the_store().read(document.file.sha256)
    return file_answer(body, media_type=document.file.media_type, name=document.file.name)
