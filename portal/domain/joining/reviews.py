"""Reviews: scoring an application on the rubric, giving the scores in, and saying that one has a tie."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db, locked
from portal.domain import audit
from portal.domain.joining import rubric
from portal.domain.joining.assignments import settle
from portal.domain.joining.desk import UNDER_REVIEW
from portal.domain.refusal import Refused
from portal.models.joining.application import Application
from portal.models.joining.review import TOP, Review, Score
from portal.models.person import Person


def pile(reader: Person) -> Sequence[Review]:
    """Return what was given to `reader` and is not decided, in one statement: what is due first on top,
    what is in below."""
    due = (Application.answer_by, Application.submitted_at, Review.id)
    chosen = (
        select(Review)
        .join(Review.application)
        .where(Review.reviewer_id == reader.id, Review.tie_at.is_(None), Application.state.in_(UNDER_REVIEW))
        .options(joinedload(Review.application), joinedload(Review.scores))
        .order_by(Review.submitted_at.is_not(None), *due)
    )
    return db.session.scalars(chosen).unique().all()


def keep(review: Review, *, scores: Mapping[int, int], comment: str | None) -> None:
    """Keep scores, by the id of their line, and the comment, until they are given in.

    Raises `Refused` for a score off the scale, a line that is not there, and once they are in.
    """
    _still_open(review)
    lines = {line.id: line for line in rubric.lines()}
    for line_id, value in scores.items():
        if line_id not in lines or not 0 <= value <= TOP:
            raise Refused("Give each line of the rubric 0 to 4.")
        score = next((known for known in review.scores if known.line_id == line_id), None)
        if score is None:
            score = Score(line_id=line_id)
            review.scores.append(score)
        score.value, score.weight = value, lines[line_id].weight
    if comment is not None:
        review.comment = comment
    db.session.flush()


def submit(review: Review, *, at: datetime) -> None:
    """Give the scores in; from now on they stand, and the others' are shown.

    Raises `Refused` while a line has none.
    """
    application = locked(Application, review.application_id)
    _still_open(review)
    missing = len(rubric.lines()) - len(review.scores)
    if missing:
        raise Refused("Score every line first; %(count)s to go.", count=missing)
    review.total = review.sum
    review.submitted_at = at
    db.session.flush()
    settle(application)
    audit.write(
        "reviewed",
        application,
        by=review.reviewer,
        at=at,
        after={"total": review.total, "of": review.most},
        label=application.name,
    )


def declare_tie(application: Application, *, by: Person, at: datetime) -> None:
    """Take the application away from `by`, who knows the person; scores given before count no more."""
    application = locked(Application, application.id)
    review = application.review_of(by)
    if review is None:
        review = Review(reviewer=by, assigned_at=at, scores=[])
        application.reviews.append(review)
    review.tie_at = at
    db.session.flush()
    settle(application)
    audit.write("declared a tie", application, by=by, at=at, label=application.name)


def _still_open(review: Review) -> None:
    if review.is_in:
        raise Refused("Your scores are in, and stand as they are.")
    if review.tie_at is not None or review.application.state not in UNDER_REVIEW:
        raise Refused("This application is not yours to score any more.")
