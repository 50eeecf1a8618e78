"""What a pack counts and sorts for itself."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from portal.domain.charts_fade import standing_after
from portal.domain.paper.pack import Pack, PackDate, day_of
from portal.domain.paper.pack_months import months
from portal.domain.paper.parts import Part, parts
from tests.documents.samples import SHORTEST, USUAL

WEEKEND = frozenset({5, 6})


def test_the_agenda_is_in_order_of_days() -> None:
    days = [day_of(entry) for entry in USUAL.agenda]

    assert days == sorted(days)
    assert len(days) == len(USUAL.actions) + len(USUAL.dates)


def test_minutes_a_week_are_rounded_up_to_five() -> None:
    assert sum(action.minutes for action in USUAL.actions) == 450
    assert USUAL.minutes_a_week == 35
    assert SHORTEST.minutes_a_week == 0


@pytest.mark.parametrize(("first", "column"), [(0, 3), (6, 4)])
def test_months_begin_where_weeks_do(first: int, column: int) -> None:
    february, march, april, may = months(USUAL, first_weekday=first, weekend=WEEKEND)

    assert [month.first for month in (february, march, april, may)] == [
        date(2026, n, 1) for n in (2, 3, 4, 5)
    ]
    assert all(len(week) == 7 for month in (february, march, april, may) for week in month.weeks)
    marked = [
        (day.number, index) for week in february.weeks for index, day in enumerate(week) if day.kind == "do"
    ]
    assert marked == [(5, column), (12, column), (19, column), (26, column)]


def test_a_season_that_touches_four_months_draws_those_that_mark_a_day() -> None:
    """A quarter's season begins on the Monday before it: 29 December to 29 March."""
    begins, marked = date(2025, 12, 29), PackDate(date(2026, 3, 20), "The last of them")
    quarter = replace(SHORTEST, season_start=begins, dates=(marked,))
    assert drawn(quarter) == ([date(2026, n, 1) for n in (1, 2, 3)], [20])
    early = replace(quarter, dates=(PackDate(date(2025, 12, 31), "New year"), marked))
    assert drawn(early) == ([date(2025, 12, 1), *(date(2026, n, 1) for n in (1, 2, 3))], [31, 20])
    turned = replace(SHORTEST, season_start=date(2026, 11, 30), dates=(PackDate(date(2027, 1, 1), "Again"),))
    assert drawn(turned) == ([date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)], [1])


def test_days_of_rest_are_those_of_the_place() -> None:
    february = months(USUAL, first_weekday=6, weekend=frozenset({4, 5}))[0]
    rests = {day.number for week in february.weeks for day in week if day.weekend}
    assert rests == {6, 7, 13, 14, 20, 21, 27, 28}


def drawn(pack: Pack) -> tuple[list[date], list[int | None]]:
    """The months of a pack by their first days, and the days that are marked in them."""
    found = months(pack, first_weekday=0, weekend=WEEKEND)
    days = [day for month in found for week in month.weeks for day in week]
    return [month.first for month in found], [day.number for day in days if day.kind]


def test_parts_are_split_at_headings() -> None:
    html = Markup("<p>Before</p><h3>One &amp; two</h3><p>a</p><h4>within</h4><h3>Three</h3>")

    assert parts(html) == (
        Part("", Markup("<p>Before</p>")),
        Part("One & two", Markup("<p>a</p><h4>within</h4>")),
        Part("Three", Markup("")),
    )
    assert parts(Markup("")) == ()


def test_the_worked_figures() -> None:
    assert standing_after(400, 4, rate=25) == [400, 300, 225, 169, 127]
    assert standing_after(412, 1, rate=25) == [412, 309]


@given(some.integers(0, 10**6), some.integers(0, 12), some.integers(0, 100))
def test_standing_never_grows_by_fading_nor_falls_below_nothing(held: int, quarters: int, rate: int) -> None:
    after = standing_after(held, quarters, rate=rate)

    assert len(after) == quarters + 1
    assert all(0 <= later <= before for before, later in pairwise(after))
