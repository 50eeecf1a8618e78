"""Trusted people and trusted actions: approved at once, but for one in ten."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.db import db
from portal.domain.earning import ledger
from portal.domain.refusal import Refused
from portal.domain.working import trust, verdicts
from portal.models.joining.membership import Membership
from portal.models.person import Role
from portal.models.working.action import Limit
from portal.models.working.submission import Submission, SubmissionState
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import an_action


def a_trusted() -> Membership:
    """An ambassador who is trusted."""
    membership = an_ambassador(at=NOW)
    trust.give(membership, by=a_person(role=Role.MANAGER, at=NOW), at=NOW)
    return membership


def sent(membership: Membership, *, drawn: bool = False, at_once: bool = True) -> Submission:
    """Work for an action that trusted people are approved for, drawn for a review or not."""
    often = {"limit": Limit.UP_TO, "limit_count": 1000}
    action = an_action(on=NOW.date(), at=NOW, trusted_at_once=at_once, **often)
    while True:
        work = a_submission(membership, at=NOW, action=action)
        if trust.is_drawn(work.id, at=NOW) is drawn:
            return work


@given(st.integers(0, 2**31 - 5001))
def test_one_in_ten_is_drawn_wherever_one_begins(start: int) -> None:
    share = sum(trust.is_drawn(number, at=NOW) for number in range(start, start + 5000)) / 5000
    assert 0.07 < share < 0.13


def test_who_is_drawn_never_changes() -> None:
    drawn = [number for number in range(60) if trust.is_drawn(number, at=NOW)]
    assert drawn == [0, 1, 2, 14, 21, 24, 26, 38, 43]
    abroad = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert [number for number in range(60) if trust.is_drawn(number, at=abroad)] == drawn


def test_the_number_of_a_draft_does_not_tell_whether_it_will_be_drawn() -> None:
    moments = [NOW + timedelta(microseconds=number) for number in range(200)]
    assert all({trust.is_drawn(number, at=at) for at in moments} == {True, False} for number in range(20))


@pytest.mark.usefixtures("app")
def test_nobody_trusts_themselves() -> None:
    membership = an_ambassador(at=NOW)
    membership.person.role = Role.MANAGER
    with pytest.raises(Refused, match="somebody else says"):
        trust.give(membership, by=membership.person, at=NOW)
    assert membership.trusted_at is None


@pytest.mark.usefixtures("app")
def test_trusted_work_is_approved_by_the_rule_and_keeps_its_disclosure() -> None:
    work = sent(a_trusted())
    verdict = work.verdict
    assert verdict
    assert (work.state, work.disclosed, verdict.by, verdict.disclosure) == (
        SubmissionState.APPROVED, True, None, None,
    )  # fmt: skip
    assert ledger.balance_of(work.person).standing == work.points > 0


@pytest.mark.usefixtures("app")
def test_what_is_drawn_waits_and_says_so() -> None:
    work = sent(a_trusted(), drawn=True)
    assert (work.drawn, work.state, work.verdicts) == (True, SubmissionState.PENDING, [])


@pytest.mark.usefixtures("app")
def test_only_trusted_people_and_trusted_actions() -> None:
    nobody, stopped = an_ambassador(at=NOW), a_trusted()
    by = a_person(role=Role.MANAGER, at=NOW)
    trust.withdraw(stopped, by=by, at=NOW)
    returned = sent(a_trusted(), drawn=False, at_once=False)
    verdicts.send_back(returned, by=by, at=NOW, note="Once more.")
    returned.state, returned.action.trusted_at_once = SubmissionState.PENDING, True  # type: ignore[union-attr]
    db.session.flush()
    waiting = [
        sent(nobody),
        sent(stopped),
        sent(a_trusted(), at_once=False),
        a_submission(a_trusted(), at=NOW),
        returned,
    ]
    for work in waiting:
        trust.approve_at_once(work, at=NOW)
    assert {work.state for work in waiting} == {SubmissionState.PENDING}
