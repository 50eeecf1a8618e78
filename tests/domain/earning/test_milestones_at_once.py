"""Grants that meet: the last one for two, two approvals of one person, an approval while staff settle."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db, transaction
from portal.domain.earning import grants, ledger_checks
from portal.domain.working import verdicts
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Milestone, Reward
from portal.models.person import Person, Role
from portal.models.working.submission import Submission
from portal.models.working.verdict import Place
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission
from tests.support.rows_onboarding import an_ambassador


@pytest.fixture
def apart(apart: Flask) -> Flask:
    """A portal with a database of its own, where transactions are real."""
    with apart.app_context():
        transaction(lambda: a_person(role=Role.MANAGER, at=NOW))
    return apart


def _rewards(app: Flask, stock: int | None) -> None:
    with app.app_context():
        transaction(lambda: a_reward("Badge", milestone=Milestone.FIRST_ACTION, stock=stock, at=NOW))
        transaction(lambda: a_reward("Cup", milestone=Milestone.STANDING, standing=1, stock=stock, at=NOW))


def _works(app: Flask, *people: int) -> list[int]:
    """Let each of some people send in so many pieces; return their ids."""

    def make() -> list[int]:
        members = [(an_ambassador(at=NOW), pieces) for pieces in people]
        return [a_submission(each, at=NOW).id for each, pieces in members for _ in range(pieces)]

    with app.app_context():
        return transaction(make)


def _approve(work: int) -> None:
    by = db.session.scalars(select(Person).where(Person.role == Role.MANAGER)).one()
    verdicts.approve(db.session.get_one(Submission, work), by=by, disclosure=Place.FIRST, at=NOW)


def _held(app: Flask) -> tuple[list[tuple[str, int]], str | None]:
    with app.app_context():
        found = db.session.scalars(select(Redemption))
        return sorted((each.reward.name, each.person_id) for each in found), ledger_checks.prove().wrong


def test_the_last_one_is_granted_once(apart: Flask) -> None:
    _rewards(apart, 1)
    works = _works(apart, 1, 1, 1, 1)
    assert at_once(apart, *[lambda work=work: _approve(work) for work in works]) == ["done"] * 4
    held, wrong = _held(apart)
    assert ([name for name, _who in held], wrong) == (["Badge", "Cup"], None)


def test_two_approvals_of_one_person_grant_once(apart: Flask) -> None:
    _rewards(apart, 9)
    works = _works(apart, 4)
    assert at_once(apart, *[lambda work=work: _approve(work) for work in works]) == ["done"] * 4
    held, wrong = _held(apart)
    assert ([name for name, _who in held], wrong) == (["Badge", "Cup"], None)


def test_settled_while_it_is_approved_is_granted_once(apart: Flask) -> None:
    works = _works(apart, 2, 2)
    with apart.app_context():
        for work in (works[0], works[2]):
            transaction(lambda: _approve(work))  # noqa: B023
    _rewards(apart, None)

    def settle() -> None:
        for reward in db.session.scalars(select(Reward).order_by(Reward.id)).all():
            grants.settle(reward, by=None, at=NOW)

    deeds = [lambda: _approve(works[1]), settle, lambda: _approve(works[3]), settle]
    assert at_once(apart, *deeds) == ["done"] * 4
    held, wrong = _held(apart)
    assert ([name for name, _who in held], len(set(held)), wrong) == (["Badge"] * 2 + ["Cup"] * 2, 4, None)
