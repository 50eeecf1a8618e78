"""Shares that admit small numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.earning.rates import RENEWAL, Place, share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (18, 24, 0.551, 0.880),
        (0, 10, 0.0, 0.278),
        (10, 10, 0.722, 1.0),
        (1, 2, 0.095, 0.905),
        (81, 263, 0.255, 0.366),
    ],
)
def test_reference_figures(part: int, whole: int, low: float, high: float) -> None:
    found = share(part, whole)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.0006), pytest.approx(high, abs=0.0006))


@pytest.mark.parametrize(
    ("part", "whole", "place"),
    [
        (750, 1000, Place.INSIDE),
        (18, 24, Place.EARLY),
        (2, 20, Place.BELOW),
        (999, 1000, Place.ABOVE),
        (0, 0, Place.EARLY),
        (3, 3, Place.EARLY),
    ],
)
def test_the_band_is_told_only_when_the_interval_is_clear_of_its_edges(
    part: int, whole: int, place: Place
) -> None:
    assert share(part, whole).against(RENEWAL) is place


def test_nothing_of_nothing_is_no_share() -> None:
    assert share(0, 0).value is None


@given(st.integers(0, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_holds_the_share(facts: tuple[int, int]) -> None:
    found = share(*facts)
    assert 0 <= found.low <= found.high <= 1
    if found.value is not None:
        assert found.low - 1e-12 <= found.value <= found.high + 1e-12
