"""Closes that meet: two of the same quarter, and approvals in the middle of one."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db, transaction
from portal.domain.earning import closing, ledger_checks, renewals
from portal.domain.working import verdicts
from portal.models.earning.entry import Balance, Entry, EntryKind
from portal.models.letter import Letter
from portal.models.person import Person, Role
from portal.models.working.submission import Submission
from portal.models.working.verdict import Place
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, closed, on
from tests.support.rows_earning import a_submission
from tests.support.rows_working import the_rules

APRIL = on(date(2026, 4, 2))


@pytest.fixture
def apart(apart: Flask) -> Flask:
    """A portal with a database of its own, where transactions are real; four people, a close is due."""
    with apart.app_context():
        transaction(_begin)
    return apart


def _begin() -> None:
    the_rules(at=NOW, fading=25, threshold=150)
    for _ in range(4):
        a_submission(a_member(400), at=APRIL)
    a_person(role=Role.MANAGER, at=NOW)
    closed("2025Q4")


def _close() -> None:
    closing.close("2026Q1", by=None, at=APRIL)


def test_a_quarter_closed_twice_at_once_is_closed_once(apart: Flask) -> None:
    found = at_once(apart, _close, _close, _close)
    assert found == ["2026Q1 was closed already, on 2026-04-02."] * 2 + ["done"]
    with apart.app_context():
        assert db.session.scalars(select(Balance.standing)).all() == [300] * 4


def test_an_approval_in_the_middle_of_a_close_is_not_lost(apart: Flask) -> None:
    with apart.app_context():
        works = db.session.scalars(select(Submission.id).where(Submission.decided_at.is_(None))).all()
        manager = db.session.scalars(select(Person.id).where(Person.role == Role.MANAGER)).all()[-1]

    def approve(work: int) -> None:
        verdicts.approve(
            db.session.get_one(Submission, work),
            by=db.session.get_one(Person, manager),
            disclosure=Place.FIRST,
            at=APRIL,
        )

    deeds = [lambda work=work: approve(work) for work in works]
    assert at_once(apart, *deeds[:2], _close, *deeds[2:]) == ["done"] * 5
    with apart.app_context():
        assert db.session.scalars(select(Balance.standing)).all() == [330] * 4
        fades = select(func.count()).where(Entry.kind == EntryKind.FADE, Entry.amount == -100)
        assert db.session.scalar(fades) == 4
        assert ledger_checks.prove().wrong is None


def test_two_who_tell_at_once_write_to_each_person_once(apart: Flask) -> None:
    with apart.app_context():
        transaction(_close)

    def tell() -> None:
        renewals.tell(link="https://portal.example/me/points", at=APRIL, most=3)

    at_once(apart, tell, tell, tell)
    with apart.app_context():
        letters = db.session.scalars(select(Letter.to).where(Letter.kind == "renewed")).all()
        assert (len(letters), len(set(letters))) == (4, 4)
