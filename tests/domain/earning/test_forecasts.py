"""Forecasts: the same as the close then does, and exactly what is missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.db import db
from portal.domain.earning import closing, forecasts
from portal.domain.earning.prospects import Terms, fading
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import Renewal, Standing
from portal.models.joining.membership import Membership
from tests.support.rows_earning import earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_points import noon
from tests.support.rows_working import the_rules

IN_MARCH = noon(date(2026, 3, 1))
some_terms = st.builds(
    Terms, quarter=st.just("2026Q1"), rate=st.integers(0, 99), threshold=st.integers(0, 5000)
)


def a_member(points: int, *, joined: date = date(2026, 1, 12)) -> Membership:
    membership = an_ambassador(at=noon(joined))
    if points:
        earned(membership, points, at=noon(joined))
    return membership


@pytest.mark.usefixtures("app")
def test_what_is_told_is_what_the_close_then_does() -> None:
    the_rules(at=noon(date(2025, 10, 1)), fading=25, threshold=300)
    members = [a_member(points, joined=date(2025, 11, 3)) for points in (400, 412, 399, 398, 0)]
    members.append(a_member(70))
    closing.close("2025Q4", by=None, at=noon(date(2026, 1, 2)))
    told = {each.id: forecasts.of(each, at=IN_MARCH) for each in members}
    made = closing.close("2026Q1", by=None, at=noon(date(2026, 4, 1)))
    for row in db.session.query(Renewal).filter_by(close_id=made.id):
        forecast = told[row.membership_id]
        assert forecast is not None
        assert (forecast.this.had, forecast.this.left, forecast.outcome) == (
            row.before,
            row.after,
            row.outcome,
        )
    assert {forecast.outcome for forecast in told.values() if forecast} == {
        Standing.RENEWED,
        Standing.AT_RISK,
        Standing.PROVISIONAL,
    }


@pytest.mark.usefixtures("app")
def test_the_worked_figures_quarter_by_quarter() -> None:
    the_rules(at=noon(date(2025, 10, 1)), fading=25, threshold=200)
    membership = a_member(400, joined=date(2025, 11, 3))
    closing.close("2025Q4", by=None, at=noon(date(2026, 1, 2)))
    forecast = forecasts.of(membership, at=IN_MARCH)
    assert forecast is not None
    assert [(close.on, close.had, close.fades, close.left) for close in forecast.ahead] == [
        (date(2026, 3, 31), 400, 100, 300),
        (date(2026, 6, 30), 300, 75, 225),
        (date(2026, 9, 30), 225, 56, 169),
    ]
    assert (forecast.missing, forecast.spare) == (0, 100)


@pytest.mark.usefixtures("app")
def test_what_if_and_the_picture_s_sentences() -> None:
    the_rules(at=noon(date(2025, 10, 1)), fading=25, threshold=300)
    membership = a_member(369, joined=date(2025, 11, 3))
    closing.close("2025Q4", by=None, at=noon(date(2026, 1, 2)))
    forecast = forecasts.of(membership, at=IN_MARCH)
    more = forecasts.of(membership, at=IN_MARCH, extra=60)
    assert forecast is not None
    assert more is not None
    assert (forecast.this.left, forecast.missing, forecast.spare, forecast.outcome) == (
        277, 30, -23, Standing.AT_RISK,
    )  # fmt: skip
    assert (more.this.had, more.this.fades, more.this.left, more.spare) == (429, 107, 322, 22)
    assert more.outcome is Standing.RENEWED


@pytest.mark.usefixtures("app")
def test_leave_and_the_quarter_of_joining_freeze() -> None:
    the_rules(at=noon(date(2025, 10, 1)), fading=25, threshold=300, provisional_quarters=1)
    membership = a_member(100)
    db.session.add(
        Leave(membership=membership, quarter="2026Q2", asked_at=IN_MARCH, confirmed=True, decided_at=IN_MARCH)
    )
    forecast = forecasts.of(membership, at=IN_MARCH)
    assert forecast is not None
    assert [close.left for close in forecast.ahead] == [100, 100, 75]
    assert (forecast.outcome, forecast.missing, forecast.first_renewal) == (
        Standing.PROVISIONAL, 0, date(2026, 6, 30),
    )  # fmt: skip


@pytest.mark.usefixtures("app")
def test_a_close_that_is_due_takes_its_part_first() -> None:
    the_rules(at=noon(date(2025, 10, 1)), fading=25, threshold=200)
    membership = a_member(400, joined=date(2025, 11, 3))
    closing.close("2025Q4", by=None, at=noon(date(2026, 1, 2)))
    early = noon(date(2026, 4, 1))
    earned(membership, 20, at=early)
    before = forecasts.of(membership, at=early)
    closing.close("2026Q1", by=None, at=early)
    assert before == forecasts.of(membership, at=early)
    assert before is not None
    assert before.this.had == 320


@pytest.mark.usefixtures("app")
def test_without_rules_nothing_is_foretold() -> None:
    assert forecasts.of(a_member(10), at=IN_MARCH) is None


@given(standing=st.integers(0, 10**6), terms=some_terms)
def test_what_is_missing_is_enough_and_one_less_is_not(standing: int, terms: Terms) -> None:
    more = forecasts.missing(standing, terms)
    assert more is not None
    assert _left(standing + more, terms) >= terms.threshold
    assert more == 0 or _left(standing + more - 1, terms) < terms.threshold


@given(terms=some_terms, quarters=st.integers(1, 8))
def test_the_holding_pace_holds_and_one_less_does_not(terms: Terms, quarters: int) -> None:
    pace = forecasts.holding(terms)
    assert pace is not None
    held = terms.threshold
    for _ in range(quarters):
        held = _left(held + pace, terms)
        assert held == terms.threshold
    assert pace == 0 or _left(terms.threshold + pace - 1, terms) < terms.threshold


def test_reaching_and_holding_the_pictured_place() -> None:
    terms = Terms(quarter="2026Q2", rate=25, threshold=300)
    assert (forecasts.missing(369, terms), forecasts.needed(terms), forecasts.holding(terms)) == (30, 399, 99)
    assert forecasts.missing(0, Terms(quarter="2026Q1", rate=100, threshold=1)) is None


def _left(standing: int, terms: Terms) -> int:
    return standing - fading(standing, rate=terms.rate)
