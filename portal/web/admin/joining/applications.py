"""The applications, as staff find, read and export them."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain import audit, charts
from portal.domain.joining import decisions, desk, reviews, rubric
from portal.domain.joining.narrowing import Narrowing
from portal.domain.programs import day_of
from portal.models.joining.application import Application
from portal.web.access import May, may, me
from portal.web.admin.joining import wording
from portal.web.admin.joining.lists import asked, days_since
from portal.web.csv import csv_answer
from portal.web.forms.joining.deciding import CommentForm
from portal.web.pages import page

HEADER = (
    "number", "name", "mail", "town", "age", "source", "referrer", "state", "reason", "applied", "answer by",
    "readers", "scores", "hours a month", "reach", "links", "why",
)  # fmt: skip
bp = Blueprint("applications", __name__, url_prefix="/applications")


@bp.get("", endpoint="list")
@may(May.REVIEW)
def index() -> ResponseReturnValue:
    """List the applications, those owed an answer first."""
    listing, to = asked()
    around = desk.surroundings(me(), to)
    total = around.states.get(to.state, 0) if to.state else sum(around.states.values())
    found = desk.page(me(), to, order=listing.order, total=total, number=listing.number)
    return page(
        "admin/applications/list.html",
        listing=listing,
        page=found,
        around=around,
        whole=desk.surroundings(me(), Narrowing()) if listing.is_narrowed else around,
        wording=wording,
        to=to,
        since=days_since(day_of(clock.now())),
        today=day_of(clock.now()),
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.PEOPLE, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list, as it is narrowed, as CSV."""
    listing, to = asked()
    found = desk.every(me(), to, order=listing.order)
    rows = audit.export(found, of="applications", by=me(), at=clock.now())
    return csv_answer("applications.csv", HEADER, map(_row, rows))


@bp.get("/<int:id>", endpoint="page")
@may(May.REVIEW)
def show(id: int) -> ResponseReturnValue:
    """Show one application, and the rubric beside it to whoever reads it."""
    return reading(desk.one(id, seen_by=me()) or abort(404))


def reading(application: Application, form: CommentForm | None = None) -> ResponseReturnValue:
    """Return the page of one application; `form` is what was wrong with my scores."""
    own, standing = application.review_of(me()), application.decision
    return page(
        "admin/applications/page.html",
        form=form or CommentForm(data={"comment": own.comment} if own else None),
        application=application,
        own=own,
        pile=reviews.pile(me()),
        lines=rubric.lines(),
        spread=charts.spread,
        earlier=decisions.earlier(application),
        undoable=standing is not None and decisions.may_be_undone(standing, at=clock.now()),
    )


def _row(each: Application) -> tuple[object, ...]:
    referrer = each.invitation.referrer if each.invitation else None
    scores = [] if each.hides_scores_from(me()) else each.totals
    return (
        each.number, each.name, each.email, each.town, each.age_band, each.source,
        referrer and referrer.name, each.state, each.decision and each.decision.reason,
        each.submitted_at and day_of(each.submitted_at), each.answer_by,
        "; ".join(review.reviewer.name for review in each.readers), "; ".join(map(str, scores)),
        each.hours_month, each.reach, " ".join(each.links), each.why,
    )  # fmt: skip
