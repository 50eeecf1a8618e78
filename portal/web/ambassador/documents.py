"""My documents: what was issued to me, as it was, and what I ask for."""

from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain.issuing import documents, print_runs, run_glances
from portal.domain.issuing.kinds import KINDS
from portal.domain.programs import day_of
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import RunForm
from portal.web.access import May, may, me
from portal.web.ambassador.mine import mine
from portal.web.forms.paper.choices import Choices, choices_of
from portal.web.htmx import onward
from portal.web.limits import PRINT
from portal.web.pages import file_answer, page, the_store

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.get("", endpoint="list")
@may(May.JOIN)
def index() -> ResponseReturnValue:
    """List my documents, what is being made for me, and what could not be."""
    return page("ambassador/documents/list.html", **_mine(_form(DocumentKind.STATEMENT)))


@bp.get("/<int:id>")
@may(May.JOIN)
def show(id: int) -> ResponseReturnValue:
    """Hand over one of my documents, as it was issued."""
    chosen = documents.register().where(Document.id == id, Document.person_id == me().id)
    document = db.session.scalar(chosen) or abort(404)
    body = the_store().read(document.file.sha256)
    return file_answer(body, media_type=document.file.media_type, name=document.file.name)


@bp.post("/<any(pack, statement):kind>")
@may(May.AMBASSADOR)
@PRINT
def create(kind: str) -> ResponseReturnValue:
    """Ask for my pack as it stands today, or for a statement of my points; once while one is being made."""
    wanted = DocumentKind(kind)
    form = _form(wanted)
    if form.own and not form.validate():
        return page("ambassador/documents/list.html", **_mine(form))
    if wanted not in {each.kind for each in run_glances.awaited_by(mine()) if not each.error}:
        print_runs.begin(wanted, [mine()], form=RunForm.PDF, by=me(), at=clock.now(), choices=form.chosen())
    return onward(url_for(".list"), notice=_("It is being made. It takes a few seconds."))


def _form(kind: DocumentKind) -> Choices:
    return choices_of(kind, today=day_of(clock.now()))


def _mine(form: Choices) -> dict[str, Any]:
    awaited = run_glances.awaited_by(mine())
    return {
        "form": form,
        "documents": documents.of_person(me()),
        "waiting": [each for each in awaited if not each.error],
        "broken": [each for each in awaited if each.error],
        "kinds": KINDS,
    }
