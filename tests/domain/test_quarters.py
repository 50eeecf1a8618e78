"""Quarters: the codes that name them, and none that only look like it."""

from datetime import date

import pytest

from portal.domain import quarters
from portal.domain.refusal import Refused


def test_a_quarter_begins_ends_and_follows() -> None:
    assert (quarters.first_day("2026Q4"), quarters.last_day("2026Q4")) == (
        date(2026, 10, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert (quarters.after("2026Q4"), quarters.before("2026Q1", 2)) == ("2027Q1", "2025Q3")


@pytest.mark.parametrize("code", ["", "2026", "2026Q5", "0000Q1", "9999Q4", "12026Q1", "٢٠٢٦Q1", "2026Q١"])
def test_what_is_no_quarter_is_refused(code: str) -> None:
    with pytest.raises(Refused, match="reads like 2026Q4"):
        quarters.first_day(code)
