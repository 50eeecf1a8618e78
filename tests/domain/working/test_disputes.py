"""Disputes: rejected work before another reviewer, once, and not beside what took its place."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from portal.domain.refusal import Refused
from portal.domain.working import disputes, verdicts
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from portal.models.working.action import Action, Limit
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Fault
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import an_action

pytestmark = pytest.mark.usefixtures("app")
NEXT_MONTH = NOW + timedelta(days=20)


def an_open_action(**limit: Any) -> Action:
    """An action that stays open for longer than a month."""
    action = an_action(on=NOW.date(), at=NOW, **limit)
    action.ends_on = NEXT_MONTH.date()
    return action


def rejected(membership: Membership, action: Action) -> Submission:
    """Work that somebody rejected."""
    work = a_submission(membership, at=NOW, action=action)
    verdicts.reject(work, by=a_person(role=Role.REVIEWER, at=NOW), at=NOW, fault=Fault.PROOF)
    return work


def dispute(work: Submission, *, at: datetime = NOW) -> Person:
    disputes.dispute(work, "It shows.", by=work.person, at=at)
    return work.person


def test_it_is_brought_before_another_reviewer_once() -> None:
    work = rejected(an_ambassador(at=NOW), an_open_action(limit=Limit.ONCE))
    dispute(work)
    assert (work.state, work.dispute, work.disputed_at) == (SubmissionState.PENDING, "It shows.", NOW)
    with pytest.raises(Refused, match="disputed this once"):
        dispute(work)


@pytest.mark.parametrize(
    "limit", [{"limit": Limit.ONCE}, {"limit": Limit.MONTHLY}, {"limit": Limit.UP_TO, "limit_count": 2}]
)
def test_what_other_work_took_the_place_of_cannot_be_disputed(limit: dict[str, Any]) -> None:
    membership, action = an_ambassador(at=NOW), an_open_action(**limit)
    work = rejected(membership, action)
    for _ in range(limit.get("limit_count", 1)):
        a_submission(membership, at=NOW, action=action)
    with pytest.raises(Refused, match="sent this in anew"):
        dispute(work)
    assert work.state is SubmissionState.REJECTED


def test_work_of_another_month_or_within_the_limit_takes_no_place() -> None:
    for limit in ({"limit": Limit.MONTHLY}, {"limit": Limit.UP_TO, "limit_count": 2}):
        membership, action = an_ambassador(at=NOW), an_open_action(**limit)
        work = rejected(membership, action)
        a_submission(membership, at=NEXT_MONTH, action=action)
        dispute(work, at=NEXT_MONTH)
        assert work.state is SubmissionState.PENDING
