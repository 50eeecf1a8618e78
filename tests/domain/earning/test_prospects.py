"""What a close would do: who fades, who is up, who is at risk a first or a second time."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.db import db
from portal.domain.earning import closing, ledger, ledger_checks
from portal.domain.earning.prospects import Terms, fading, prospects
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.joining.membership import Membership
from portal.models.person import Role
from tests.support.rows import a_person
from tests.support.rows_earning import earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules

pytestmark = pytest.mark.usefixtures("app")
LONDON = ZoneInfo("Europe/London")
TERMS = Terms(quarter="2026Q1", rate=25, threshold=300)


def _on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def _member(
    points: int, *, joined: date = date(2025, 11, 3), earned_on: date = date(2026, 2, 1)
) -> Membership:
    membership = an_ambassador(at=_on(joined))
    if points:
        earned(membership, points, at=_on(earned_on))
    return membership


def _of(membership: Membership, terms: Terms = TERMS, **more: int) -> Any:
    rows = db.session.execute(prospects(terms, **more))
    return next(row for row in rows if row.membership_id == membership.id)


@pytest.mark.parametrize(("held", "after"), [(400, 300), (300, 225), (225, 169), (169, 127), (412, 309)])
def test_the_worked_figures(held: int, after: int) -> None:
    row = _of(_member(held))
    assert (row.standing, row.fade, row.after) == (held, held - after, after)
    assert held - fading(held, rate=25) == after


@pytest.mark.parametrize(("held", "outcome"), [(400, "renewed"), (399, "renewed"), (398, "at risk")])
def test_the_threshold_is_met_after_the_fade(held: int, outcome: str) -> None:
    assert _of(_member(held)).outcome == Standing(outcome)


def test_the_quarter_of_joining_neither_fades_nor_counts() -> None:
    row = _of(_member(40, joined=date(2026, 1, 5)))
    assert (row.fade, row.after, row.outcome) == (0, 40, Standing.PROVISIONAL)


def test_whoever_is_provisional_longer_fades_all_the_same() -> None:
    row = _of(_member(40), Terms(quarter="2026Q1", rate=25, threshold=300, provisional=4))
    assert (row.fade, row.outcome) == (10, Standing.PROVISIONAL)


def test_leave_freezes_both() -> None:
    membership = _member(40)
    db.session.add(
        Leave(membership=membership, quarter="2026Q1", asked_at=_on(date(2026, 1, 2)), confirmed=True)
    )
    row = _of(membership)
    assert (row.fade, row.outcome) == (0, Standing.ON_LEAVE)


def test_below_a_second_time_running_is_proposed() -> None:
    membership = _member(40)
    close = QuarterClose(quarter="2025Q4", rate=25, threshold=300, at=_on(date(2026, 1, 1)))
    db.session.add(Renewal(close=close, membership=membership, outcome=Standing.AT_RISK, before=40, after=40))
    assert _of(membership).outcome == Standing.PROPOSED


def test_what_came_after_the_quarter_does_not_fade_with_it() -> None:
    row = _of(_member(400, earned_on=date(2026, 4, 1)))
    assert (row.standing, row.fade) == (0, 0)


def test_two_closes_that_come_late_take_no_standing_below_nothing() -> None:
    the_rules(fading=25, threshold=10, at=_on(date(2025, 8, 1)))
    membership = _member(100, joined=date(2025, 8, 1), earned_on=date(2025, 11, 1))
    manager = a_person(role=Role.MANAGER, at=_on(date(2025, 8, 1)))
    ledger.correct(
        membership.person, standing=-90, credits=0, reason="Not theirs.", key="k", by=manager,
        at=_on(date(2026, 2, 1)),
    )  # fmt: skip
    earned(membership, 50, at=_on(date(2026, 5, 1)))
    said = []
    for quarter in ("2025Q3", "2025Q4", "2026Q1"):
        made = closing.close(quarter, by=None, at=_on(date(2026, 5, 2)))
        said += [
            (made.quarter, row.before, row.after) for row in db.session.query(Renewal).filter_by(close=made)
        ]
    assert said == [("2025Q3", 0, 0), ("2025Q4", 100, 75), ("2026Q1", 0, 0)]
    assert ledger.balance_of(membership.person).standing == 35
    assert ledger_checks.prove().wrong is None


def test_more_points_would_help() -> None:
    assert _of(_member(398), extra=1).outcome == Standing.RENEWED


@given(standing=st.integers(0, 10**7), rate=st.integers(0, 100))
def test_a_fade_takes_no_more_than_its_share(standing: int, rate: int) -> None:
    lost = fading(standing, rate=rate)
    assert 0 <= lost <= standing
    assert lost * 100 <= standing * rate < (lost + 1) * 100


def test_one_person_is_told_the_same_as_among_all() -> None:
    members = [_member(412), _member(40), _member(0)]
    every = {row.person_id: row for row in db.session.execute(prospects(TERMS, extra=3))}
    for member in members:
        alone = prospects(TERMS, extra=3, person_id=member.person_id)
        assert db.session.execute(alone).all() == [every[member.person_id]]
