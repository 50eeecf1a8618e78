"""Narrowing a list of applications: by words, source, reader, scores and day."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, case, cast, exists, func, literal, select
from sqlalchemy.orm import aliased

from portal.domain.listing import matching
from portal.models.joining.application import FAR_APART, Application
from portal.models.joining.review import TOP, Review, RubricLine
from portal.models.person import Person


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What a list of applications is narrowed to; what is empty narrows nothing.

    `score` is `pass` or `below` (their mean against `mark`, or half the highest sum where that is 0)
    or `apart`; `since` is a day in `zone`.
    """

    words: str = ""
    state: str = ""
    source: str = ""
    reader: int | None = None
    score: str = ""
    mark: int = 0
    since: date | None = None
    zone: str = "UTC"


def conditions(person: Person, to: Narrowing) -> list[ColumnElement[bool]]:
    """Return what must hold of an application, but for its state, to be in a list of `person`."""
    wanted = [_matching(to.words)]
    if to.source:
        wanted.append(Application.source == to.source)
    if to.reader is not None:
        wanted.append(
            exists().where(
                Review.application_id == Application.id,
                Review.reviewer_id == to.reader,
                Review.tie_at.is_(None),
            )
        )
    if to.score == "apart":
        given = aliased(Review)
        wanted.append(mean(person).is_not(None))
        wanted.append(_over(given, func.max(given.total) - func.min(given.total)) > FAR_APART)
    elif to.score:
        half = select(func.sum(RubricLine.weight) * TOP / 2).scalar_subquery()
        mark = literal(to.mark) if to.mark else half
        average = mean(person)
        wanted.append(average >= mark if to.score == "pass" else average < mark)
    if to.since is not None:
        begins = datetime.combine(to.since, time(), ZoneInfo(to.zone))
        wanted.append(Application.submitted_at >= begins)
    return wanted


def _matching(words: str) -> ColumnElement[bool]:
    return matching(
        words,
        Application.name,
        Application.town,
        Application.email,
        func.coalesce(Application.number, ""),
        cast(Application.links, String),
    )


def mean(person: Person) -> ColumnElement[float]:
    """The mean of the sums given to an application; none while `person` owes scores of their own."""
    own, others = aliased(Review), aliased(Review)
    owed = exists().where(
        own.application_id == Application.id, own.reviewer_id == person.id, own.submitted_at.is_(None)
    )
    return case((owed, None), else_=_over(others, func.avg(others.total)))


def _over(review: type[Review], what: ColumnElement[Any]) -> ColumnElement[float]:
    counting = (review.application_id == Application.id, review.submitted_at.is_not(None))
    return select(what).where(*counting, review.tie_at.is_(None)).correlate(Application).scalar_subquery()
