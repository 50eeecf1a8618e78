"""Reading an application: scores, the comment, and knowing the person."""

import re

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.joining import desk, reviews, rubric
from portal.domain.refusal import Refused
from portal.models.joining.application import Application
from portal.models.joining.review import Review
from portal.web.access import May, may, me
from portal.web.admin.joining.applications import reading
from portal.web.forms.base import Form, landing_on
from portal.web.forms.joining.deciding import CommentForm
from portal.web.htmx import elsewhere, onward, swap
from portal.web.numbers import whole
from portal.web.pages import page

bp = Blueprint("reviews", __name__, url_prefix="/applications")
_LINE = re.compile(r"line-[0-9]{1,9}")


@bp.get("/first")
@may(May.REVIEW)
def first() -> ResponseReturnValue:
    """Lead to the application that waits longest for my scores."""
    return elsewhere(_next())


@bp.post("/<int:id>/review/scores")
@may(May.REVIEW)
def scores(id: int) -> ResponseReturnValue:
    """Keep the scores given so far."""
    review = _mine(id)[1]
    _keep(review, CommentForm())
    return swap(
        "admin/applications/_sum.html",
        otherwise=url_for("admin.applications.page", id=id),
        review=review,
        lines=rubric.lines(),
    )


@bp.post("/<int:id>/review")
@may(May.REVIEW)
def create(id: int) -> ResponseReturnValue:
    """Give the scores in, and go on to the next."""
    application, review = _mine(id)
    form = CommentForm()
    if form.validate_on_submit():
        with landing_on(form):
            _keep(review, form)
            reviews.submit(review, at=clock.now())
            return onward(_next(), notice=_("Your scores for %(name)s are in.", name=application.name))
    return reading(application, form)


@bp.get("/<int:id>/tie", endpoint="tie")
@may(May.REVIEW)
def ask(id: int) -> ResponseReturnValue:
    """Say what will happen when one knows the person."""
    return _tie(desk.one(id, seen_by=me()) or abort(404))


@bp.post("/<int:id>/tie")
@may(May.REVIEW)
def declare(id: int) -> ResponseReturnValue:
    """Take the application away from me."""
    application = desk.one(id, seen_by=me()) or abort(404)
    name = application.name
    reviews.declare_tie(application, by=me(), at=clock.now())
    return onward(
        url_for("admin.applications.list"), notice=_("%(name)s is off your list. Thank you.", name=name)
    )


def _mine(id: int) -> tuple[Application, Review]:
    application = desk.one(id, seen_by=me()) or abort(404)
    return application, application.review_of(me()) or abort(404)


def _keep(review: Review, form: CommentForm) -> None:
    given = {
        int(name.removeprefix("line-")): request.form.get(name, type=whole)
        for name in request.form
        if _LINE.fullmatch(name)
    }
    if None in given.values():
        raise Refused("Give each line of the rubric 0 to 4.")
    scores = {line: value for line, value in given.items() if value is not None}
    reviews.keep(review, scores=scores, comment=form.comment.data)


def _next() -> str:
    open_ones = [review for review in reviews.pile(me()) if not review.is_in]
    if not open_ones:
        return url_for("admin.applications.list")
    return url_for("admin.applications.page", id=open_ones[0].application_id)


def _tie(application: Application) -> ResponseReturnValue:
    return page(
        "parts/confirm.html",
        form=Form(),
        title=_("Do you know %(name)s?", name=application.name),
        text=[
            _("Then somebody else reads this application. It leaves your list for good."),
            _("Scores you gave already count no more. That you said so is kept, with the time."),
        ],
        verb=_("I know this person"),
        back=url_for("admin.applications.page", id=application.id),
    )
