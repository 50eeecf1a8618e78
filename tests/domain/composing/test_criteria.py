"""What a criteria sheet gathers: the rules in force, the rubric, and the truth about the doors."""

from datetime import date, timedelta

import pytest

from portal.domain.composing import criteria
from portal.domain.composing.order import Order
from portal.domain.paper.criteria import CriteriaSheet
from portal.domain.program import revisions
from portal.domain.refusal import Refused
from portal.domain.working import activity_types
from portal.models.program import Doors
from tests.conftest import NOW
from tests.support.rows_applying import open_doors
from tests.support.rows_working import a_type, the_rules

pytestmark = pytest.mark.usefixtures("app")


def composed() -> CriteriaSheet:
    return criteria.compose(Order(number="CR-1", at=NOW, apply_url="https://x.example/apply"))


def test_before_the_first_rules_there_is_nothing_to_print() -> None:
    with pytest.raises(Refused, match="no published rules"):
        composed()


def test_it_says_what_the_rules_in_force_say_and_not_the_draft() -> None:
    the_rules(at=NOW, threshold=300, fading=20, provisional_quarters=2)
    revisions.write({"threshold": 900}, by=None, at=NOW)
    activity_types.describe(a_type("Content"), name="Content", about="", base_points=20, by=None, at=NOW)
    found = composed()
    assert (found.keeping.threshold, found.keeping.left, found.keeping.provisional_quarters) == (300, 240, 2)
    assert {each.name: each.points for each in found.types}["Content"] == 30
    assert found.document.made_from == "Rules 1"


def test_the_rubric_stands_in_its_order_with_its_weights() -> None:
    the_rules(at=NOW)
    found = composed()
    assert [scale.name for scale in found.scales][:2] == ["Content over 90 days", "Audience fit"]
    assert found.most == 20


def test_the_doors_are_as_they_are_on_the_day() -> None:
    the_rules(at=NOW)
    tomorrow = NOW.date() + timedelta(days=1)
    open_doors(closes_on=date(2026, 3, 1), answer_days=10)
    assert (composed().applying.shut, composed().applying.closes_on) == ("", date(2026, 3, 1))
    assert composed().applying.url == "https://x.example/apply"
    open_doors(Doors.PAUSED, opens_on=tomorrow, closes_on=None)
    found = composed().applying
    assert (found.shut, found.opens_on, found.closes_on, found.answer_days) == ("paused", tomorrow, None, 10)
