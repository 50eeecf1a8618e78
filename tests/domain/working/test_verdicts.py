"""Deciding on work: who may, what must be said, and what is taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import ledger
from portal.domain.refusal import Refused
from portal.domain.working import review_queue, submissions, verdicts
from portal.models.audit_entry import AuditEntry
from portal.models.earning.reward import Milestone
from portal.models.person import Person, Role
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Fault, Outcome, Place
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.statements import counted

pytestmark = pytest.mark.usefixtures("app")


def manager() -> Person:
    """Somebody who may review."""
    return a_person(role=Role.MANAGER, at=NOW)


def ids(person: Person) -> list[int]:
    """What waits for a person, in order."""
    return [row.id for row in review_queue.pile(person)]


def disputed(work: Submission, by: Person) -> None:
    """Let `by` reject work whose author disputes it."""
    verdicts.reject(work, by=by, at=NOW, fault=Fault.PROOF)
    work.state, work.disputed_at, work.dispute = SubmissionState.PENDING, NOW, "It does show it."
    db.session.flush()


def test_approval_needs_the_place_of_the_disclosure() -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    with pytest.raises(Refused, match="where the disclosure stands") as why:
        verdicts.approve(work, by=manager(), at=NOW)
    with pytest.raises(Refused, match="returned and not approved"):
        verdicts.approve(work, by=manager(), at=NOW, disclosure=Place.MISSING)
    assert (why.value.field, work.state, work.verdicts) == ("disclosure", SubmissionState.PENDING, [])


def test_in_part_stays_between_nothing_and_all() -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    words = verdicts.Words(fault=Fault.CRITERIA, note="Half of it.", disclosure=Place.FIRST)
    for base in (-1, 0, work.base_points, 10**9):
        with pytest.raises(Refused, match="more than 0 and less than 10"):
            verdicts.approve_in_part(work, base_points=base, by=manager(), at=NOW, **words)
    made = verdicts.approve_in_part(work, base_points=7, by=manager(), at=NOW, **words)
    balance = ledger.balance_of(work.person)
    assert (made.points, balance.standing, balance.credits) == (21, 21, 21)


def test_a_missing_disclosure_is_confirmed_anew_and_comes_first_meanwhile() -> None:
    membership, by = an_ambassador(at=NOW), manager()
    work = a_submission(membership, at=NOW)
    verdicts.send_back(work, by=by, at=NOW, note="Say it is an ad.", disclosure=Place.MISSING)
    assert (work.state, work.disclosed) == (SubmissionState.RETURNED, False)
    with pytest.raises(Refused, match="ad line stands first"):
        submissions.send(work, at=NOW)
    verdict = work.verdict
    assert verdict
    verdicts.undo(verdict, by=by, at=NOW + timedelta(seconds=10))
    assert (work.state, work.disclosed) == (SubmissionState.PENDING, True)


def test_the_queue_is_in_order_and_without_ones_own() -> None:
    late = a_submission(an_ambassador(at=NOW), at=NOW + timedelta(hours=1))
    early = a_submission(an_ambassador(at=NOW), at=NOW)
    bare = a_submission(an_ambassador(at=NOW), at=NOW + timedelta(hours=2))
    bare.disclosed = False
    a_submission(an_ambassador(at=NOW), at=NOW, send=False)
    late.person.role = Role.MANAGER
    assert ids(manager()) == [bare.id, early.id, late.id]
    assert (ids(late.person), review_queue.waiting(late.person)) == ([bare.id, early.id], 2)
    assert review_queue.one(late.id, seen_by=late.person) is None


def test_whoever_rejected_does_not_decide_on_the_dispute() -> None:
    work, first, second = a_submission(an_ambassador(at=NOW), at=NOW), manager(), manager()
    disputed(work, first)
    assert (ids(first), ids(second)) == ([], [work.id])
    with pytest.raises(Refused, match="You rejected this"):
        verdicts.approve(work, by=first, at=NOW, disclosure=Place.FIRST)
    verdicts.approve(work, by=second, at=NOW, disclosure=Place.FIRST)
    assert [(each.outcome, each.by) for each in work.verdicts] == [
        (Outcome.REJECTED, first),
        (Outcome.APPROVED, second),
    ]


def test_the_second_is_told_who_was_faster() -> None:
    work, first = a_submission(an_ambassador(at=NOW), at=NOW), manager()
    verdicts.reject(work, by=first, at=NOW, fault=Fault.LATE)
    with pytest.raises(Refused) as why:
        verdicts.decide(
            work, Outcome.APPROVED, sent_at=work.sent_at, by=manager(), at=NOW, disclosure=Place.FIRST
        )
    assert str(why.value) == f"{first.name} was faster, and has decided this already."


def test_work_sent_anew_is_not_decided_by_what_was_read_before() -> None:
    work, read = a_submission(an_ambassador(at=NOW), at=NOW), NOW
    verdicts.send_back(work, by=manager(), at=NOW, note="The link is dead.")
    submissions.send(work, at=NOW + timedelta(hours=1))
    with pytest.raises(Refused, match="was faster"):
        verdicts.decide(work, Outcome.APPROVED, sent_at=read, by=manager(), at=NOW, disclosure=Place.FIRST)
    assert work.state is SubmissionState.PENDING


def test_only_the_same_person_undoes_and_for_ten_seconds() -> None:
    work, by = a_submission(an_ambassador(at=NOW), at=NOW), manager()
    verdict = verdicts.approve(work, by=by, at=NOW, disclosure=Place.LABEL)
    for who, seconds in ((manager(), 1), (by, 11)):
        with pytest.raises(Refused, match="too late"):
            verdicts.undo(verdict, by=who, at=NOW + timedelta(seconds=seconds))
    verdicts.undo(verdict, by=by, at=NOW + timedelta(seconds=10))
    verdicts.undo(verdict, by=by, at=NOW + timedelta(seconds=10))
    balance = ledger.balance_of(work.person)
    assert (work.state, balance.standing, balance.credits, balance.lifetime) == (
        SubmissionState.PENDING, 0, 0, 0,
    )  # fmt: skip
    verbs = db.session.scalars(select(AuditEntry.verb).where(AuditEntry.by_id == by.id)).all()
    assert verbs == ["approved", "undone"]


def test_rewards_are_locked_before_balances() -> None:
    a_reward(at=NOW, milestone=Milestone.FIRST_ACTION)
    work, by = a_submission(an_ambassador(at=NOW), at=NOW), manager()
    with counted() as approving:
        verdict = verdicts.approve(work, by=by, at=NOW, disclosure=Place.FIRST)
    with counted() as undoing:
        verdicts.undo(verdict, by=by, at=NOW)
    for sent in (approving, undoing):
        rewards, balances = (
            [place for place, text in enumerate(sent) if f"FROM {table}" in text and "WHERE" in text]
            for table in ("rewards", "balances")
        )
        assert rewards[1] < balances[0]


def test_nobody_decides_on_their_own_whatever_they_are() -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    work.person.role = Role.ADMIN
    for verb in (verdicts.approve, verdicts.send_back, verdicts.reject):
        with pytest.raises(Refused, match="your own work"):
            verb(work, by=work.person, at=NOW, note="Mine.", fault=Fault.OTHER, disclosure=Place.FIRST)
    assert (work.state, work.verdicts) == (SubmissionState.PENDING, [])
