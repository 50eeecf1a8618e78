"""What a calendar for the wall gathers: what is public, in whole weeks, from a chosen month."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.composing import calendars
from portal.domain.composing.order import Order
from portal.domain.paper.wall import WallCalendar
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.domain.working import actions
from tests.conftest import NOW
from tests.support.rows_working import an_action

pytestmark = pytest.mark.usefixtures("app")


def composed(at: datetime = NOW, **choices: str) -> WallCalendar:
    return calendars.compose(Order(number="WC-1", at=at, choices=choices))


def test_three_months_from_the_present_one_in_whole_weeks() -> None:
    an_action(on=date(2026, 3, 5), at=NOW)
    found = composed()
    assert (found.first, found.last) == (date(2026, 2, 1), date(2026, 4, 30))
    assert (found.opens, found.closes) == (date(2026, 1, 26), date(2026, 5, 3))
    assert (found.large, found.document.made_from) == (True, "2026-02 A3")


def test_the_last_moment_of_a_month_belongs_to_it_where_the_program_is() -> None:
    an_action(on=date(2026, 4, 5), at=NOW)
    the_program().time_zone = "Pacific/Auckland"
    assert composed(datetime(2026, 3, 31, 10, 59, tzinfo=UTC)).first == date(2026, 3, 1)
    assert composed(datetime(2026, 3, 31, 11, 0, tzinfo=UTC)).first == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("language", "opens", "closes", "weekend"),
    [
        ("en_US", date(2026, 2, 1), date(2026, 5, 2), {5, 6}),
        ("ar_EG", date(2026, 1, 31), date(2026, 5, 1), {4, 5}),
        ("de", date(2026, 1, 26), date(2026, 5, 3), {5, 6}),
    ],
)
def test_weeks_and_weekends_are_those_of_the_language(
    language: str, opens: date, closes: date, weekend: set[int]
) -> None:
    an_action(on=date(2026, 3, 5), at=NOW)
    the_program().language = language
    found = composed(size="small")
    assert (found.opens, found.closes, found.weekend, found.large) == (opens, closes, weekend, False)


def test_only_what_is_public_and_planned_is_on_it_with_its_product() -> None:
    an_action("A guide", on=date(2026, 3, 5), base_points=20, at=NOW)
    an_action("Behind the curtain", on=date(2026, 3, 6), public=False, at=NOW)
    actions.plan(title="Season opens", starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 2), by=None, at=NOW)
    an_action("In summer", on=date(2026, 7, 6), at=NOW)
    found = [(each.on, each.title, each.format, each.points, each.is_date) for each in composed().entries]
    assert found == [
        (date(2026, 3, 2), "Season opens", "", 0, True),
        (date(2026, 3, 5), "A guide", "Content", 60, False),
    ]


def test_nothing_planned_or_no_month_is_refused() -> None:
    with pytest.raises(Refused, match="Nothing is planned"):
        composed()
    with pytest.raises(Refused, match="reads like"):
        composed(month="2026-13")
    an_action(on=date(2026, 8, 5), at=NOW)
    assert composed(month="2026-06").first == date(2026, 6, 1)
