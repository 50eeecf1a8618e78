"""Months by their first day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain import months
from portal.domain.refusal import Refused

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(DAYS, st.integers(-600, 600))
def test_there_and_back(day: date, count: int) -> None:
    month = months.of(day)
    assert months.before(months.after(month, count), count) == month
    assert months.named(months.code(month)) == month


@given(DAYS)
def test_every_day_is_in_one_month(day: date) -> None:
    month = months.of(day)
    assert month <= day <= months.last_day(month)
    assert months.last_day(month) + timedelta(days=1) == months.after(month)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-1", "0001-01", "9999-12", "2026-12-01", "x"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="reads like 2026-12"):
        months.named(text)


def test_whole_months_are_counted_with_both_days() -> None:
    day = date.fromisoformat
    known = {
        ("2025-03-12", "2026-03-11"): 12,
        ("2025-03-12", "2026-03-10"): 11,
        ("2026-01-01", "2026-01-31"): 1,
        ("2026-01-31", "2026-02-28"): 1,
        ("2026-02-11", "2026-02-11"): 0,
        ("2026-02-11", "2026-02-01"): 0,
    }
    found = {(first, last): months.whole(day(first), day(last)) for first, last in known}
    assert found == known
