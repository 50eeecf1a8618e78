"""Rows of people who review and decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from portal.domain.joining import assignments, reviews, rubric
from portal.models.joining.application import Application
from portal.models.person import Person, Role
from tests.support.rows import a_person
from tests.support.rows_joining import an_application


def readers(*, at: datetime, count: int = 2) -> list[Person]:
    """Make people who review."""
    return [a_person(role=Role.REVIEWER, at=at) for _ in range(count)]


def given_to(people: Sequence[Person], *, at: datetime, **values: Any) -> Application:
    """Make an application that `people` were asked to read."""
    application = an_application(at=at, **values)
    by = people[0]
    assignments.assign([application], readers={application.id: [each.id for each in people]}, by=by, at=at)
    return application


def score(application: Application, reader: Person, value: int, *, at: datetime, comment: str = "") -> None:
    """Let `reader` give every line the same score, and give them in."""
    review = application.review_of(reader)
    assert review is not None
    reviews.keep(review, scores={line.id: value for line in rubric.lines()}, comment=comment)
    reviews.submit(review, at=at)


def to_decide(*, at: datetime, values: Sequence[int] = (3, 2), **facts: Any) -> Application:
    """Make an application whose reviews are in, one for each of `values`."""
    people = readers(at=at, count=len(values))
    application = given_to(people, at=at, **facts)
    for person, value in zip(people, values, strict=True):
        score(application, person, value, at=at)
    return application
