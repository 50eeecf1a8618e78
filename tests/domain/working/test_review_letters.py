"""The letters about reviews: one a day at most, with everything that stands."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db, transaction
from portal.domain.working import review_letters, verdicts
from portal.models.joining.membership import Membership
from portal.models.letter import Letter
from portal.models.person import Person, Role
from portal.models.working.verdict import Fault, Place, Verdict
from portal.web import reviews
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission, earned
from tests.support.rows_onboarding import an_ambassador

CALM = review_letters.CALM


def tell(at: datetime) -> int:
    """Write letters until nobody is left; return how many there are then."""
    while reviews.tell_next(at=at):
        pass
    return len(written())


def written() -> list[Letter]:
    """The letters about reviews."""
    return list(db.session.scalars(select(Letter).where(Letter.kind == "reviews").order_by(Letter.id)))


def told() -> list[datetime | None]:
    """When each verdict was told."""
    return list(db.session.scalars(select(Verdict.told_at).order_by(Verdict.id)))


@pytest.fixture
def by(app: Flask) -> Person:
    """Somebody who reviews."""
    return a_person(role=Role.MANAGER, at=NOW)


def test_one_letter_says_all_of_a_sitting(by: Person) -> None:
    membership = an_ambassador(at=NOW)
    works = [
        a_submission(membership, at=NOW, title=title)
        for title in ("A hedge", "A lane", "A *table*", "A gate")
    ]
    verdicts.approve(works[0], by=by, at=NOW, disclosure=Place.FIRST)
    words = verdicts.Words(fault=Fault.CRITERIA, note="Half of it.\n\nStill fine.", disclosure=Place.LABEL)
    verdicts.approve_in_part(works[1], base_points=7, by=by, at=NOW + timedelta(minutes=4), **words)
    verdicts.send_back(works[2], by=by, at=NOW + timedelta(minutes=5), note="Say it is an ad.")
    undone = verdicts.reject(works[3], by=by, at=NOW + timedelta(minutes=6), fault=Fault.LATE)
    verdicts.undo(undone, by=by, at=NOW + timedelta(minutes=6, seconds=9))
    assert tell(NOW + timedelta(minutes=14)) == 0
    assert tell(NOW + timedelta(minutes=15)) == tell(NOW + timedelta(minutes=16)) == 1
    (letter,) = written()
    assert (letter.to, letter.person) == (membership.person.email, membership.person)
    for line in (
        "A hedge: Approved. Points: 10 × 3 = 30.",
        "A lane: Approved in part. Points: 7 × 3 = 21.\nReason: Not all that was asked.\nHalf of it.",
        "A *table*: Returned.\nSay it is an ad.",
    ):
        assert line in letter.text
    assert "A gate" not in letter.text
    assert told() == [NOW + timedelta(minutes=15)] * 3 + [None]


def test_a_second_letter_waits_for_the_programs_next_day(by: Person) -> None:
    membership = an_ambassador(at=NOW)
    earned(membership, 10, at=NOW, by=by)
    assert tell(NOW + CALM) == 1
    earned(membership, 10, at=NOW + timedelta(hours=1), by=by)
    midnight = NOW.replace(hour=0) + timedelta(days=1)
    assert tell(midnight - timedelta(seconds=1)) == 1
    assert tell(midnight) == 2
    assert tell(midnight + timedelta(days=9)) == 2


def test_each_has_a_letter_of_their_own_and_nothing_decided_is_no_letter(by: Person) -> None:
    people = [an_ambassador(at=NOW) for _ in range(3)]
    for membership in people[:2]:
        earned(membership, 10, at=NOW, by=by)
    a_submission(people[2], at=NOW)
    assert tell(NOW + timedelta(days=2)) == 2
    assert {letter.person_id for letter in written()} == {each.person_id for each in people[:2]}


def test_two_workers_at_once_write_one_letter(apart: Flask) -> None:
    with apart.app_context():

        def begin() -> Membership:
            membership = an_ambassador(at=NOW)
            earned(membership, 10, at=NOW)
            earned(membership, 10, at=NOW)
            return membership

        transaction(begin)
    deeds = [lambda: reviews.tell_next(at=NOW + CALM)] * 4
    assert at_once(apart, *deeds) == ["done"] * 4
    with apart.app_context():
        assert (len(written()), told()) == (1, [NOW + CALM] * 2)


def test_a_worker_that_dies_has_told_nobody(apart: Flask) -> None:
    with apart.app_context():
        transaction(lambda: earned(an_ambassador(at=NOW), 10, at=NOW))

        def die() -> None:
            assert reviews.tell_next(at=NOW + CALM)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            transaction(die)
        assert (written(), told()) == ([], [None])
        transaction(lambda: reviews.tell_next(at=NOW + CALM))
        assert (len(written()), told()) == (1, [NOW + CALM])
