"""Influence hours: the worked figures, and approved work alone."""

from datetime import date
from decimal import Decimal

import pytest

from portal.domain.working import hours
from portal.domain.working.hours import Given
from tests.support.rows_earning import a_submission, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_points import noon

AT = noon(date(2026, 2, 1))


def test_the_worked_figures() -> None:
    assert hours.hours(100 * 5) == Decimal("8.3")
    assert hours.hours(3 * 60) == Decimal("3.0")
    assert hours.hours(75) == Decimal("1.3"), "half a tenth counts"
    assert Given(minutes=500 + 180, weighed=500 * 1 + 180 * 3).weighted_hours == Decimal("17.3")


@pytest.mark.usefixtures("app")
def test_approved_work_counts_and_nothing_else() -> None:
    membership = an_ambassador(at=AT)
    assert hours.given_by(membership.person) == Given(minutes=0, weighed=0)
    earned(membership, 10, at=AT)
    a_submission(membership, at=AT, minutes=500)
    three = earned(membership, 10, at=AT)
    three.minutes, three.weight = 180, 3
    given = hours.given_by(membership.person)
    assert (given.minutes, given.weighed) == (35 + 180, 35 + 540)
