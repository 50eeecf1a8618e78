"""The work that was sent in, as staff find, read and export it."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.listing import page_of
from portal.domain.programs import day_of
from portal.domain.working import activity_types, briefs, review_queue, twins, verdicts
from portal.domain.working.review_queue import Narrowing
from portal.models.working.submission import Submission
from portal.web.access import May, may, me
from portal.web.csv import csv_answer
from portal.web.forms.working.judging import VerdictForm
from portal.web.htmx import elsewhere
from portal.web.listing import Listing
from portal.web.numbers import whole
from portal.web.pages import page

HEADER = (
    "number", "title", "name", "type", "state", "sent", "minutes", "reach", "link", "base points", "weight",
    "points", "disclosure", "reason", "decided", "decided by",
)  # fmt: skip
bp = Blueprint("submissions", __name__, url_prefix="/submissions")


def asked() -> tuple[Listing, Narrowing]:
    """Return the list as its address asks for it, and what that narrows it to."""
    state = request.args.get("state", "")
    waits = state not in (*review_queue.DECIDED, "every")
    first = "first" if waits or state == "returned" else "-number" if state == "every" else "-sent"
    listing = Listing(sorts=review_queue.sorts(), filters=["state", "type", "person"], first=first)
    return listing, Narrowing(
        words=listing.words,
        state=state if state in review_queue.STATES else "",
        kind=request.args.get("type", type=whole),
        person=request.args.get("person", type=whole),
    )


@bp.get("", endpoint="list")
@may(May.WORK)
def index() -> ResponseReturnValue:
    """List what was sent in; first what waits, and of that a missing disclosure."""
    listing, to = asked()
    chosen = listing.sorted(review_queue.listed(me(), to))
    return page(
        "admin/submissions/list.html",
        listing=listing,
        to=to,
        page=page_of(chosen, number=listing.number, most=review_queue.MOST),
        waiting=review_queue.waiting(me()),
        kinds=[(kind.id, kind.name) for kind in activity_types.in_use()],
        minutes=review_queue.MINUTES,
        within=review_queue.WITHIN.days,
        today=day_of(clock.now()),
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.WORK, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list, as it is narrowed, as CSV."""
    listing, to = asked()
    chosen = listing.sorted(review_queue.listed(me(), to))
    rows = audit.export(db.session.scalars(chosen), of="submissions", by=me(), at=clock.now())
    return csv_answer("submissions.csv", HEADER, map(_row, rows))


@bp.get("/first")
@may(May.WORK)
def first() -> ResponseReturnValue:
    """Lead to the piece that is to be reviewed first."""
    return elsewhere(after(0))


@bp.get("/<int:id>", endpoint="page")
@may(May.WORK)
def show(id: int) -> ResponseReturnValue:
    """Show one piece of work, and beside it what it must have and the verdict."""
    return reading(review_queue.one(id, seen_by=me()) or abort(404))


def reading(submission: Submission, form: VerdictForm | None = None) -> ResponseReturnValue:
    """Return the page of one piece of work; `form` is a verdict that could not be given."""
    verdict, sent = submission.verdict, submission.sent_at
    return page(
        "admin/submissions/page.html",
        form=form or VerdictForm(formdata=request.args or None, sent=sent.isoformat() if sent else ""),
        submission=submission,
        pile=review_queue.pile(me()),
        minutes=review_queue.MINUTES,
        hindrance=verdicts.hindrance(submission, by=me()),
        nobody=submission.disputed_at is not None and not review_queue.can_be_decided(submission),
        current=briefs.current(),
        twins=twins.of([submission]).get(submission.id, []),
        last=review_queue.last_of(submission),
        undoable=verdict is not None and verdicts.may_be_undone(verdict, by=me(), at=clock.now()),
    )


def after(id: int) -> str:
    """Return the address of the piece that follows `id` in the pile, or of the first, or of the list."""
    ids = [row.id for row in review_queue.pile(me())]
    following = ids[ids.index(id) + 1 :] if id in ids else []
    left = following or [each for each in ids if each != id]
    return url_for("admin.submissions.page", id=left[0]) if left else url_for("admin.submissions.list")


def _row(each: Submission) -> tuple[object, ...]:
    verdict = each.verdict
    points = verdict.points if verdict else None
    return (
        each.id, each.title, each.person.name, each.activity_type.name, each.state,
        each.sent_at and day_of(each.sent_at), each.minutes, each.reach, each.link, each.base_points,
        each.weight, points, verdict and verdict.disclosure, verdict and verdict.fault,
        verdict and day_of(verdict.at), verdict and verdict.by and verdict.by.name,
    )  # fmt: skip
