"""Pages of a long list."""

import pytest
from sqlalchemy import select

from portal.domain.listing import page_of
from portal.models.person import Person
from tests.conftest import NOW
from tests.support.rows import a_person

pytestmark = pytest.mark.usefixtures("app")


def test_a_bounded_list_counts_and_turns_no_further() -> None:
    people = [a_person(at=NOW).id for _ in range(7)]
    chosen = select(Person).where(Person.id.in_(people)).order_by(Person.id)
    whole, cut = page_of(chosen, size=2), page_of(chosen, size=2, number=9, most=4)
    assert (whole.total, whole.more, whole.last) == (7, False, 4)
    assert (cut.total, cut.more, cut.last, cut.number) == (4, True, 2, 2)
    assert [row.id for row in cut.rows] == people[2:4]
    exact = page_of(chosen, size=2, number=9, most=7)
    assert (exact.total, exact.more, [row.id for row in exact.rows]) == (7, False, people[6:])
