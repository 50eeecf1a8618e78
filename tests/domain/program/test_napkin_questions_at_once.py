"""Two who ask the same person, one who answers twice: the second is told."""

from flask import Flask
from sqlalchemy import func, select

from portal.db import db, transaction
from portal.domain.program import napkin_questions, revisions
from portal.models.audit_entry import AuditEntry
from portal.models.joining.membership import Membership
from portal.models.paper.napkin_answer import NapkinAnswer
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules


def _begin(app: Flask, *, asked: bool) -> tuple[int, int]:
    """Publish rules, and make a manager and an ambassador; return their ids."""

    def make() -> tuple[int, int]:
        rules, manager = the_rules(at=NOW), a_person(role=Role.MANAGER, at=NOW)
        ada = an_ambassador(at=NOW, name="Ada Okafor")
        if asked:
            napkin_questions.put(rules, [ada], by=manager, at=NOW)
        return manager.id, ada.id

    with app.app_context():
        return transaction(make)


def test_of_four_who_ask_one_has_asked(apart: Flask) -> None:
    manager, ada = _begin(apart, asked=False)

    def put() -> None:
        people = [db.session.get_one(Membership, ada)]
        napkin_questions.put(revisions.current(), people, by=db.session.get_one(Person, manager), at=NOW)

    told = "Ada Okafor was asked about these rules already."
    assert at_once(apart, put, put, put, put) == [told] * 3 + ["done"]
    with apart.app_context():
        assert db.session.scalar(select(func.count(NapkinAnswer.id))) == 1


def test_of_four_answers_one_stands(apart: Flask) -> None:
    _manager, ada = _begin(apart, asked=True)

    def answer(word: str) -> None:
        asked = napkin_questions.latest_of(db.session.get_one(Membership, ada))
        assert asked is not None
        napkin_questions.answer(asked, does=word, gets=word, by_when=word, at=NOW)

    deeds = [lambda word=word: answer(word) for word in "abcd"]
    assert at_once(apart, *deeds) == ["You have answered already. Thank you."] * 3 + ["done"]
    with apart.app_context():
        kept = db.session.scalars(select(NapkinAnswer)).one()
        assert kept.does == kept.gets == kept.by_when
        audited = select(func.count()).where(AuditEntry.verb == "answered")
        assert db.session.scalar(audited) == 1
