"""Scoring, giving in, and ties."""

import pytest
from flask import Flask

from portal.db import db
from portal.domain import programs
from portal.domain.joining import desk, reviews, rubric
from portal.domain.refusal import Refused
from portal.models.joining.application import ApplicationState
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_deciding import given_to, readers, score, to_decide


def seen(person: Person) -> set[int]:
    """The ids of what a person sees."""
    return set(db.session.scalars(desk.seen_by(person).with_only_columns(desk.Application.id)))


def test_scores_are_kept_and_counted_with_their_weights(app: Flask) -> None:
    (reader,) = readers(at=NOW, count=1)
    application = given_to([reader], at=NOW)
    review = application.reviews[0]
    lines = rubric.lines()
    lines[0].weight = 2
    for value, line in enumerate(lines):
        reviews.keep(review, scores={line.id: value}, comment=None)
    reviews.keep(review, scores={lines[0].id: 4}, comment="Good bread.")
    reviews.submit(review, at=NOW)
    assert (review.total, review.most, review.comment) == (4 * 2 + 1 + 2 + 3 + 4, 24, "Good bread.")
    assert review.submitted_at == NOW


def test_the_last_review_needed_makes_it_ready_to_decide(app: Flask) -> None:
    people = readers(at=NOW)
    application = given_to(people, at=NOW)
    states = []
    for person in people:
        score(application, person, 2, at=NOW)
        states.append(application.state)
    assert states == [ApplicationState.IN_REVIEW, ApplicationState.TO_DECIDE]
    programs.the_program().reviews_needed = 1
    alone = given_to(people[:1], at=NOW)
    score(alone, people[0], 2, at=NOW)
    assert alone.state is ApplicationState.TO_DECIDE


@pytest.mark.parametrize("value", [-1, 5, 400])
def test_a_score_off_the_scale_is_refused(app: Flask, value: int) -> None:
    (reader,) = readers(at=NOW, count=1)
    review = given_to([reader], at=NOW).reviews[0]
    with pytest.raises(Refused, match="0 to 4"):
        reviews.keep(review, scores={rubric.lines()[0].id: value}, comment=None)
    assert review.scores == []


def test_a_forged_line_is_refused(app: Flask) -> None:
    (reader,) = readers(at=NOW, count=1)
    with pytest.raises(Refused, match="0 to 4"):
        reviews.keep(given_to([reader], at=NOW).reviews[0], scores={99_999: 3}, comment=None)


def test_every_line_is_scored_before_giving_in(app: Flask) -> None:
    (reader,) = readers(at=NOW, count=1)
    review = given_to([reader], at=NOW).reviews[0]
    reviews.keep(review, scores={rubric.lines()[0].id: 1}, comment=None)
    with pytest.raises(Refused, match="4 to go"):
        reviews.submit(review, at=NOW)
    assert review.submitted_at is None


def test_what_is_in_stands(app: Flask) -> None:
    application = to_decide(at=NOW)
    review = application.reviews[0]
    for again in (
        lambda: reviews.keep(review, scores={rubric.lines()[0].id: 0}, comment=""),
        lambda: reviews.submit(review, at=NOW),
    ):
        with pytest.raises(Refused, match="are in, and stand"):
            again()


def test_what_is_decided_is_scored_no_more(app: Flask) -> None:
    (reader,) = readers(at=NOW, count=1)
    application = given_to([reader], at=NOW)
    application.state = ApplicationState.WITHDRAWN
    with pytest.raises(Refused, match="not yours to score"):
        reviews.keep(application.reviews[0], scores={}, comment="")


def test_a_tie_takes_the_case_away_and_its_scores_with_it(app: Flask) -> None:
    application = to_decide(at=NOW)
    tied, other = (review.reviewer for review in application.reviews)
    reviews.declare_tie(application, by=tied, at=NOW)
    assert application.state is ApplicationState.IN_REVIEW
    assert application.id not in seen(tied)
    assert application.id in seen(other)
    assert len(application.totals) == 1
    assert [review.application_id for review in reviews.pile(tied)] == []


def test_a_manager_who_knows_somebody_sees_them_no_more(app: Flask) -> None:
    manager, application = a_person(role=Role.MANAGER, at=NOW), to_decide(at=NOW)
    assert application.id in seen(manager)
    reviews.declare_tie(application, by=manager, at=NOW)
    assert application.id not in seen(manager)


def test_others_scores_are_hidden_until_ones_own_are_in(app: Flask) -> None:
    first, second = readers(at=NOW)
    manager = a_person(role=Role.MANAGER, at=NOW)
    application = given_to([first, second], at=NOW)
    score(application, first, 3, at=NOW)
    hidden = [application.hides_scores_from(person) for person in (first, second, manager)]
    assert hidden == [False, True, False]


def test_the_pile_has_what_is_due_first_on_top_and_what_is_in_below(app: Flask) -> None:
    people = readers(at=NOW)
    late = given_to(people, at=NOW, answer_by=NOW.date().replace(day=20))
    soon = given_to(people, at=NOW, answer_by=NOW.date().replace(day=15))
    done = given_to(people, at=NOW, answer_by=NOW.date().replace(day=12))
    score(done, people[0], 4, at=NOW)
    assert [review.application for review in reviews.pile(people[0])] == [soon, late, done]
