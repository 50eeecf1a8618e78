"""Print runs: asking for documents, watching them being made, taking them."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.joining import ambassadors
from portal.domain.paper import print_runs
from portal.models.document import DocumentKind
from portal.models.joining.membership import Membership
from portal.models.print_run import PrintRun, RunForm
from portal.web.access import May, may, me
from portal.web.htmx import onward
from portal.web.numbers import whole
from portal.web.pages import file_answer, page, the_store

bp = Blueprint("print_runs", __name__, url_prefix="/documents/runs")


@bp.post("")
@may(May.DOCUMENTS)
def create() -> ResponseReturnValue:
    """Ask for the packs of those who were ticked, or of all who have none yet."""
    form = RunForm(request.form.get("form", "")) if request.form.get("form") in set(RunForm) else abort(400)
    everyone = request.form.get("who") == "unprinted"
    chosen = ambassadors.chosen(printed="no" if everyone else "").where(Membership.ended_on.is_(None))
    if not everyone:
        chosen = chosen.where(Membership.id.in_(request.form.getlist("id", type=whole)))
    people = db.session.scalars(chosen.order_by(Membership.id)).all()
    run = print_runs.begin(DocumentKind.PACK, people, form=form, by=me(), at=clock.now())
    return onward(url_for(".page", id=run.id))


@bp.get("/<int:id>", endpoint="page")
@may(May.DOCUMENTS)
def show(id: int) -> ResponseReturnValue:
    """Show how far a print run has come."""
    run = _run(id)
    done, failed, total = print_runs.progress(run)
    return page("admin/print_runs/page.html", run=run, done=done, failed=failed, total=total)


@bp.post("/<int:id>/cancellation")
@may(May.DOCUMENTS)
def cancel(id: int) -> ResponseReturnValue:
    """Stop a print run; what is made stays."""
    print_runs.cancel(_run(id), by=me(), at=clock.now())
    return onward(url_for(".page", id=id), notice=_("Cancelled. What was made stays in the register."))


@bp.get("/<int:id>/file")
@may(May.DOCUMENTS, writes=True)
def take(id: int) -> ResponseReturnValue:
    """Hand over what a print run made."""
    run = _run(id)
    file = run.file or abort(404)
    audit.write("downloaded", run, by=me(), at=clock.now(), label=file.name)
    return file_answer(the_store().read(file.sha256), media_type=file.media_type, name=file.name)


def _run(id: int) -> PrintRun:
    return db.session.scalar(print_runs.with_people(id)) or abort(404)
