"""My documents: what was issued to me, as it was."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain.paper import documents, print_runs
from portal.models.document import Document, DocumentKind
from portal.models.print_run import RunForm
from portal.web.access import May, may, me
from portal.web.ambassador.mine import mine
from portal.web.htmx import onward
from portal.web.pages import file_answer, page, the_store

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.get("", endpoint="list")
@may(May.JOIN)
def index() -> ResponseReturnValue:
    """List my documents, and what is being printed."""
    return page(
        "ambassador/documents/list.html",
        documents=documents.of_person(me()),
        waiting=print_runs.waiting_for(mine()),
        failed=print_runs.failed_for(mine()),
    )


@bp.get("/<int:id>")
@may(May.JOIN)
def show(id: int) -> ResponseReturnValue:
    """Hand over one of my documents, as it was issued."""
    chosen = documents.register().where(Document.id == id, Document.person_id == me().id)
    document = db.session.scalar(chosen) or abort(404)
    body = the_store().read(document.file.sha256)
    return file_answer(body, media_type=document.file.media_type, name=document.file.name)


@bp.post("/pack")
@may(May.AMBASSADOR)
def create() -> ResponseReturnValue:
    """Ask for my onboarding pack as it stands today."""
    if not print_runs.waiting_for(mine()):
        print_runs.begin(DocumentKind.PACK, [mine()], form=RunForm.PDF, by=me(), at=clock.now())
    return onward(url_for(".list"), notice=_("Your pack is being made. It takes a few seconds."))
