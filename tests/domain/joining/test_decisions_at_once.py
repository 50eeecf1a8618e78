"""Two people who decide, or give in scores, in the same moment."""

from flask import Flask
from sqlalchemy import func, select

from portal.db import db, transaction
from portal.domain.joining import decisions, reviews, rubric
from portal.domain.joining.decisions import Verdict
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.decision import Decision, Outcome
from portal.models.letter import Letter
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_deciding import given_to, readers, to_decide


def test_one_decides_and_the_other_is_told(apart: Flask) -> None:
    with apart.app_context():
        one = transaction(lambda: to_decide(at=NOW).id)
        admins = [transaction(lambda: a_person(role=Role.ADMIN, at=NOW).id) for _ in range(2)]
    outcomes = [(Outcome.WAITLISTED, "full"), (Outcome.DECLINED, "full")]

    def deciding(admin: int, outcome: Outcome, reason: str) -> None:
        verdict = Verdict(outcome=outcome, reason=reason, subject="About it", body="We decided.")
        application = db.session.get_one(Application, one)
        assert application.reviews
        decisions.decide(application, verdict, by=db.session.get_one(Person, admin), at=NOW)

    deeds = [
        lambda admin=admin, verdict=verdict: deciding(admin, *verdict)
        for admin, verdict in zip(admins, outcomes, strict=True)
    ]
    told = at_once(apart, *deeds)
    assert (told[1], "is decided already, by Person" in told[0]) == ("done", True)
    with apart.app_context():
        counts = [db.session.scalar(select(func.count(kind.id))) for kind in (Decision, Letter)]
        made = db.session.scalars(select(Decision)).one()
        assert (counts, decisions.STATES[made.outcome]) == ([1, 1], made.application.state)


def test_two_reviews_at_once_make_it_ready(apart: Flask) -> None:
    with apart.app_context():
        people = transaction(lambda: [each.id for each in readers(at=NOW)])
        one = transaction(lambda: given_to([db.session.get_one(Person, each) for each in people], at=NOW).id)

    def giving(reader: int) -> None:
        application = db.session.get_one(Application, one)
        review = application.review_of(db.session.get_one(Person, reader))
        assert review
        reviews.keep(review, scores={line.id: 3 for line in rubric.lines()}, comment="")
        reviews.submit(review, at=NOW)

    assert at_once(apart, *[lambda reader=reader: giving(reader) for reader in people]) == ["done", "done"]
    with apart.app_context():
        assert db.session.get_one(Application, one).state is ApplicationState.TO_DECIDE
