"""Two reviewers who decide on the same work in the same moment."""

from flask import Flask
from sqlalchemy import func, select

from portal.db import db, transaction
from portal.domain.earning import ledger
from portal.domain.working import verdicts
from portal.models.earning.entry import Entry
from portal.models.person import Person, Role
from portal.models.working.submission import Submission
from portal.models.working.verdict import Fault, Outcome, Place, Verdict
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador


def test_four_approve_and_one_award_is_made(apart: Flask) -> None:
    with apart.app_context():
        one = transaction(lambda: a_submission(an_ambassador(at=NOW), at=NOW).id)
        staff = [transaction(lambda: a_person(role=Role.MANAGER, at=NOW).id) for _ in range(4)]

    def deciding(by: int) -> None:
        work = db.session.get_one(Submission, one)
        verdicts.decide(
            work, Outcome.APPROVED, sent_at=work.sent_at, by=db.session.get_one(Person, by), at=NOW,
            disclosure=Place.FIRST,
        )  # fmt: skip

    told = at_once(apart, *[lambda by=by: deciding(by) for by in staff])
    assert [text.partition(" was ")[2] for text in told if text != "done"] == [
        "faster, and has decided this already."
    ] * 3
    with apart.app_context():
        work = db.session.get_one(Submission, one)
        assert db.session.scalar(select(func.count(Verdict.id))) == 1
        assert (db.session.scalar(select(func.count(Entry.id))), ledger.balance_of(work.person).credits) == (
            2, 30,
        )  # fmt: skip


def test_an_undo_and_another_verdict_at_once_leave_one_story(apart: Flask) -> None:
    with apart.app_context():
        staff = [transaction(lambda: a_person(role=Role.MANAGER, at=NOW).id) for _ in range(2)]

        def begin() -> tuple[int, int]:
            work = a_submission(an_ambassador(at=NOW), at=NOW)
            by = db.session.get_one(Person, staff[0])
            return work.id, verdicts.approve(work, by=by, at=NOW, disclosure=Place.FIRST).id

        one, verdict = transaction(begin)

    def undoing() -> None:
        verdicts.undo(db.session.get_one(Verdict, verdict), by=db.session.get_one(Person, staff[0]), at=NOW)

    def rejecting() -> None:
        work = db.session.get_one(Submission, one)
        verdicts.reject(work, by=db.session.get_one(Person, staff[1]), at=NOW, fault=Fault.PROOF)

    told = at_once(apart, undoing, rejecting)
    with apart.app_context():
        work = db.session.get_one(Submission, one)
        balance = ledger.balance_of(work.person)
        assert (balance.standing, balance.credits) == (0, 0)
        assert (told == ["done", "done"]) is (len(work.verdicts) == 2)
        assert (work.state.value == "rejected") is (len(work.verdicts) == 2)
