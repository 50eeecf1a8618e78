"""Print runs: asking for documents, watching them being made, taking them."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.issuing import hindrances, paces, print_runs, run_glances
from portal.domain.issuing.kinds import KINDS, Whom
from portal.domain.joining import ambassadors
from portal.domain.listing import page_of
from portal.domain.programs import day_of
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm
from portal.models.person import Person
from portal.web.access import May, may, me
from portal.web.forms.base import landing_on
from portal.web.forms.paper.choices import choices_of
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.numbers import whole
from portal.web.pages import file_answer, page, the_store

bp = Blueprint("print_runs", __name__, url_prefix="/documents")


@bp.route("/new", methods=["GET", "POST"])
@may(May.DOCUMENTS)
def form() -> ResponseReturnValue:
    """Choose a kind, the people and what there is to choose; then ask for the documents."""
    kind = _kind(request.args.get("kind", ""))
    if kind is None:
        return page("admin/print_runs/kinds.html", kinds=KINDS)
    now = clock.now()
    form = choices_of(kind, today=day_of(now), asked=request.args.to_dict())
    if form.validate_on_submit():
        with landing_on(form):
            run = print_runs.begin(
                kind, _ticked(kind), form=form.form.data, by=me(), at=now, choices=form.chosen()
            )
            return onward(url_for(".page", id=run.id))
    people = {} if KINDS[kind].whom is Whom.EVERYONE else _people(kind)
    return page(
        "admin/print_runs/form.html", form=form, kind=kind, about=KINDS[kind], pace=paces.of(kind), **people
    )


@bp.post("/runs")
@may(May.DOCUMENTS)
def create() -> ResponseReturnValue:
    """Ask for the packs of those who were ticked, or of all who have none yet."""
    form = RunForm(request.form.get("form", "")) if request.form.get("form") in set(RunForm) else abort(400)
    unprinted = ambassadors.chosen(printed="no").where(Membership.ended_on.is_(None)).order_by(Membership.id)
    everyone = request.form.get("who") == "unprinted"
    people = db.session.scalars(unprinted).all() if everyone else _ticked(DocumentKind.PACK)
    run = print_runs.begin(DocumentKind.PACK, people, form=form, by=me(), at=clock.now())
    return onward(url_for(".page", id=run.id))


@bp.get("/runs/<int:id>", endpoint="page")
@may(May.DOCUMENTS)
def show(id: int) -> ResponseReturnValue:
    """Show how far a print run has come."""
    run, now = _run(id), clock.now()
    made = [] if run.state in print_runs.OPEN else print_runs.documents_of(run)
    return page(
        "admin/print_runs/page.html",
        run=run,
        made=made,
        about=KINDS[run.kind],
        glance=run_glances.of(run, at=now),
    )


@bp.post("/runs/<int:id>/cancellation")
@may(May.DOCUMENTS)
def cancel(id: int) -> ResponseReturnValue:
    """Stop a print run; what is made stays."""
    print_runs.cancel(_run(id), by=me(), at=clock.now())
    return onward(url_for(".page", id=id), notice=_("Cancelled. What was made stays in the register."))


@bp.get("/runs/<int:id>/file")
@may(May.DOCUMENTS, writes=True)
def take(id: int) -> ResponseReturnValue:
    """Hand over what a print run made."""
    run = _run(id)
    file = run.file or abort(404)
    audit.write("downloaded", run, by=me(), at=clock.now(), label=file.name)
    return file_answer(the_store().read(file.sha256), media_type=file.media_type, name=file.name)


def _run(id: int) -> PrintRun:
    return db.session.scalar(run_glances.by_id(id)) or abort(404)


def _kind(asked: str) -> DocumentKind | None:
    return next((kind for kind in KINDS if kind.value == asked), None)


def _ticked(kind: DocumentKind) -> Sequence[Membership]:
    """Return those who were ticked, by name, without those for whom there is nothing to make."""
    if KINDS[kind].whom is Whom.EVERYONE:
        return ()
    ids = request.form.getlist("id", type=whole)[: print_runs.MOST + 1]
    chosen = ambassadors.chosen().where(Membership.id.in_(ids)).order_by(Person.name, Membership.id)
    return hindrances.free_of(kind, db.session.scalars(chosen).all())


def _people(kind: DocumentKind) -> dict[str, Any]:
    """Return the group that the address asks for, by name, and what is known of each before it is tried."""
    listing = Listing(
        sorts={"name": [Membership.ended_on.is_not(None), Person.name, Membership.id]},
        filters=["kind", "state", "cohort", "printed", "all"],
    )
    state, cohort, printed = (listing.filters[name] for name in ("state", "cohort", "printed"))
    chosen = ambassadors.chosen(words=listing.words, state=state, cohort=cohort)
    chosen = listing.sorted(chosen.where(ambassadors.is_printed(printed, kind)))
    found = page_of(chosen, size=print_runs.MOST)
    hindered = hindrances.of(kind, found.rows)
    free = {each.id for each in found.rows} - set(hindered)
    ticked = request.form.getlist("id", type=whole) if request.method == "POST" else free
    narrowed = any((listing.words, state, cohort, printed, listing.filters["all"]))
    return {
        "listing": listing,
        "found": found,
        "hindered": hindered,
        "last": ambassadors.printed_for(found.rows, kind=kind),
        "facets": ambassadors.facets(),
        "free": len(free),
        "ticked": set(ticked) if narrowed or request.method == "POST" else set(),
    }
