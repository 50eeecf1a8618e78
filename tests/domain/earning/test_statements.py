"""Statements: opening and closing balances, one line a cause, and the reading of one person's rows alone."""

from datetime import date

import pytest

from portal.db import db
from portal.domain.earning import statements
from tests.support.rows_earning import earned
from tests.support.rows_points import a_history, noon
from tests.support.statements import counted

pytestmark = pytest.mark.usefixtures("app")


def test_a_quarter_opens_with_what_the_one_before_closed_with() -> None:
    person = a_history().person
    first = statements.of(person, quarter="2026Q1")
    assert (first.opening, first.closing) == (
        statements.Sums(standing=322, credits=322),
        statements.Sums(standing=309, credits=412),
    )
    assert [
        (line.kind.value, line.standing, line.credits, line.standing_after, line.credits_after, line.by)
        for line in first.lines
    ] == [
        ("fade", -103, 0, 309, 412, None),
        ("correction", -10, -10, 412, 412, "Ines Calder"),
        ("award", 100, 100, 422, 422, "Ines Calder"),
    ]
    assert [line.reason for line in first.lines] == [
        "−25 % of 412 = −103",
        "Counted twice.",
        "100 × 1 = 100",
    ]
    assert (first.opens, first.closes, first.first) == (
        date(2026, 1, 1),
        date(2026, 3, 31),
        date(2025, 12, 1),
    )
    assert statements.of(person, quarter="2026Q2").opening == first.closing


def test_since_the_beginning_opens_with_nothing_and_closes_with_the_balance() -> None:
    person = a_history().person
    whole = statements.of(person)
    assert whole.opening == statements.Sums(standing=0, credits=0)
    assert (whole.closing.standing, whole.closing.credits) == (369, 472)
    assert (whole.now, whole.lifetime, whole.total) == (whole.closing, 472, 5)


def test_pages_go_on_where_the_last_one_ended() -> None:
    person = a_history().person
    pages = [statements.of(person, number=number, size=2) for number in (1, 2, 3, 9)]
    lines = [line for page in pages[:3] for line in page.lines]
    assert [line.standing_after for line in lines] == [369, 309, 412, 422, 322]
    assert (pages[3].number, [line.id for line in pages[3].lines]) == (3, [lines[-1].id])


def test_an_empty_quarter_carries_the_balance_over() -> None:
    still = statements.of(a_history().person, quarter="2026Q4")
    assert (still.opening, still.closing, still.lines) == (still.closing, still.opening, [])
    assert still.opening.standing == 369


def test_a_statement_costs_the_same_with_one_line_and_with_thirty() -> None:
    person = a_history().person
    with counted() as few:
        statements.of(person)
    membership = person.membership
    for _ in range(30):
        earned(membership, 10, at=noon(date(2026, 5, 1)))
    db.session.expire_all()
    _ = person.id
    with counted() as many:
        assert len(statements.of(person).lines) == 35
    assert len(many) == len(few) <= 4


def test_there_is_no_page_before_the_first() -> None:
    person = a_history().person
    assert statements.of(person, number=0) == statements.of(person, number=1)
