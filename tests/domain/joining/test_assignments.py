"""Giving applications to readers."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.joining import assignments, desk, reviews
from portal.domain.joining.desk import Reader
from portal.domain.joining.narrowing import Narrowing
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.invitation import Invitation, InvitationKind
from portal.models.joining.review import Review
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_deciding import given_to, readers, score, to_decide
from tests.support.rows_joining import an_application


def referred_by(person: Person) -> Application:
    """An application that `person` recommended."""
    invitation = Invitation(
        kind=InvitationKind.INVITED,
        email="friend@x.example",
        name="Friend",
        token_hash="f" * 64,
        referrer_id=person.id,
        at=NOW,
    )
    return an_application(at=NOW, invitation=invitation)


def test_assigning_starts_review_and_is_in_the_audit(app: Flask) -> None:
    manager, people = a_person(role=Role.MANAGER, at=NOW), readers(at=NOW)
    application = an_application(at=NOW)
    assignments.assign(
        [application], readers={application.id: [each.id for each in people]}, by=manager, at=NOW
    )
    assert application.state is ApplicationState.IN_REVIEW
    assert not application.may_be_corrected
    assert [(r.reviewer, r.assigned_by_id, r.is_in) for r in application.reviews] == [
        (people[0], manager.id, False),
        (people[1], manager.id, False),
    ]
    entry = app.extensions["sqlalchemy"].session.query(AuditEntry).filter_by(verb="assigned").one()
    assert (entry.by_id, entry.before, entry.after) == (
        manager.id,
        {"readers": []},
        {"readers": [each.name for each in people]},
    )


def test_readers_are_changed_but_scores_given_in_stay(app: Flask) -> None:
    first, second, third = readers(at=NOW, count=3)
    application = given_to([first, second], at=NOW)
    score(application, first, 3, at=NOW)
    assignments.assign([application], readers={application.id: [third.id]}, by=third, at=NOW)
    assert {(review.reviewer, review.is_in) for review in application.readers} == {
        (first, True),
        (third, False),
    }


def test_without_readers_it_is_new_again(app: Flask) -> None:
    people = readers(at=NOW)
    application = given_to(people, at=NOW)
    assignments.assign([application], readers={}, by=people[0], at=NOW)
    assert (application.state, application.reviews) == (ApplicationState.NEW, [])


def test_referrer_tied_strangers_and_decided_are_refused(app: Flask) -> None:
    reviewer, director = a_person(role=Role.REVIEWER, at=NOW), a_person(role=Role.DIRECTOR, at=NOW)
    referred = referred_by(reviewer)
    with pytest.raises(Refused, match="cannot read the application"):
        assignments.assign([referred], readers={referred.id: [reviewer.id]}, by=director, at=NOW)
    tied = given_to([reviewer], at=NOW)
    reviews.declare_tie(tied, by=reviewer, at=NOW)
    with pytest.raises(Refused, match="cannot read the application"):
        assignments.assign([tied], readers={tied.id: [reviewer.id]}, by=director, at=NOW)
    for stranger in (director.id, 99_999):
        with pytest.raises(Refused, match="staff who review"):
            assignments.assign([tied], readers={tied.id: [stranger]}, by=director, at=NOW)
    gone = an_application(at=NOW, state=ApplicationState.WITHDRAWN)
    with pytest.raises(Refused, match="no longer under review"):
        assignments.assign([gone], readers={gone.id: [reviewer.id]}, by=director, at=NOW)


def test_whoever_decides_is_asked_to_read_only_by_hand(app: Flask) -> None:
    admin, people = a_person(role=Role.ADMIN, at=NOW), readers(at=NOW)
    application = an_application(at=NOW)
    known = desk.surroundings(admin, Narrowing()).readers
    assert {reader.id for reader in known} == {admin.id, *(each.id for each in people)}
    plan = assignments.suggest([application], readers=known, needed=2)
    assert set(plan[application.id]) == {each.id for each in people}


def test_a_third_reader_leaves_it_to_be_decided(app: Flask) -> None:
    application, (third,) = to_decide(at=NOW), readers(at=NOW, count=1)
    chosen = [review.reviewer_id for review in application.readers]
    assignments.assign([application], readers={application.id: [*chosen, third.id]}, by=third, at=NOW)
    assert (application.state, len(application.readers)) == (ApplicationState.TO_DECIDE, 3)


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 8), st.integers(1, 3))
def test_suggestions_are_even(loads: list[int], count: int, needed: int) -> None:
    known = [Reader(id=number, name=str(number), waiting=load) for number, load in enumerate(loads)]
    applications = [Application(id=number, reviews=[]) for number in range(count)]
    plan = assignments.suggest(applications, readers=known, needed=needed)
    assert all(len(chosen) == len(set(chosen)) == min(needed, len(loads)) for chosen in plan.values())
    given_out = {reader.id: sum(reader.id in chosen for chosen in plan.values()) for reader in known}
    after = {reader.id: reader.waiting + given_out[reader.id] for reader in known}
    asked = [reader.id for reader in known if given_out[reader.id]]
    for reader in asked:
        spared = [after[other] for other in after if not given_out[other]]
        assert after[reader] - 1 <= min(spared, default=after[reader])


def test_a_suggestion_keeps_who_reads_already_and_leaves_out_who_is_shut_out() -> None:
    friend = Invitation(referrer_id=3)
    kept = Review(reviewer_id=2)
    application = Application(id=1, reviews=[kept], invitation=friend)
    known = [Reader(id=number, name="", waiting=number) for number in (2, 3, 4)]
    assert assignments.suggest([application], readers=known, needed=2) == {1: [2, 4]}
