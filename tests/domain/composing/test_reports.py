"""Which month a report is of, and when there is none to print."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.composing import reports
from portal.domain.composing.order import Order
from portal.domain.paper.letterhead import fingerprint
from portal.domain.paper.report import ReportPaper
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from tests.support.rows_closing import a_member, closed, on
from tests.support.rows_earning import earned
from tests.support.rows_joining import an_application
from tests.support.rows_working import the_rules

pytestmark = pytest.mark.usefixtures("app")


def composed(at: datetime, **choices: str) -> ReportPaper:
    return reports.compose(Order(number="MR-1", at=at, choices=choices))


def test_it_is_of_the_last_month_unless_another_is_chosen() -> None:
    the_program().time_zone = "Pacific/Auckland"
    assert composed(datetime(2026, 3, 31, 10, 59, tzinfo=UTC)).report.now.month == date(2026, 2, 1)
    found = composed(datetime(2026, 3, 31, 11, 0, tzinfo=UTC))
    assert (found.report.now.month, found.document.made_from) == (date(2026, 3, 1), "2026-03")
    assert composed(on(date(2026, 4, 5)), month="2025-12").report.now.until == date(2025, 12, 31)


@pytest.mark.parametrize("month", ["2026-04", "2026-05", "soon"])
def test_a_month_that_is_not_over_is_refused(month: str) -> None:
    with pytest.raises(Refused):
        composed(on(date(2026, 4, 30)), month=month)


def test_a_quarter_that_ended_with_it_is_closed_first() -> None:
    the_rules(at=on(date(2026, 1, 2)))
    a_member(400)
    closed("2025Q4")
    assert composed(on(date(2026, 4, 2)), month="2026-02").report.closes[0].quarter == "2025Q4"
    with pytest.raises(Refused, match="not closed yet"):
        composed(on(date(2026, 4, 2)))
    closed("2026Q1")
    assert composed(on(date(2026, 4, 2))).report.closes[0].quarter == "2026Q1"


def test_what_happens_afterwards_changes_nothing() -> None:
    the_rules(at=on(date(2026, 1, 2)))
    member = a_member(400)
    closed("2025Q4", "2026Q1")
    then = composed(on(date(2026, 4, 2)))
    earned(member, 10, at=on(date(2026, 4, 9)))
    an_application(at=on(date(2026, 4, 9)))
    later = composed(on(date(2026, 4, 2)) + timedelta(days=60), month="2026-03")
    assert later.document != then.document
    assert fingerprint(later) == fingerprint(then)
