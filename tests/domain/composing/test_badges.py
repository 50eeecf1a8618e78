"""What badges gather: those who were chosen, by the name to call them by."""

from typing import Any

import pytest

from portal.domain.composing import badges
from portal.domain.composing.order import Order
from portal.domain.paper.badge import Badge, Badges
from portal.domain.refusal import Refused
from portal.models.joining.membership import Membership
from tests.conftest import NOW
from tests.support.rows_joining import a_membership

pytestmark = pytest.mark.usefixtures("app")


def composed(*people: Membership, **choices: Any) -> Badges:
    return badges.compose(Order(number="NB-1", at=NOW, people=people, choices=choices))


def test_a_name_is_parted_and_where_from_is_said_where_it_is_wanted() -> None:
    ada = a_membership(at=NOW, name="Ada  King Lovelace", town="Hull")
    ada.cohort = "Spring"
    one = a_membership(at=NOW, name="佐藤", town="")
    paper = composed(ada, one, event=" Tea ", town=True, cohort=True)
    assert paper.badges == (Badge("Ada", "King Lovelace", "Hull, Spring"), Badge("佐藤", "", one.cohort))
    assert (paper.event, paper.document.made_from) == ("Tea", "Tea")
    assert composed(ada, event="Tea", town=True).badges[0].about == "Hull"
    assert composed(ada, event="Tea").badges[0].about == ""


def test_an_event_without_a_name_and_nobody_are_refused() -> None:
    with pytest.raises(Refused, match="Name the event"):
        composed(a_membership(at=NOW), event=" ")
    with pytest.raises(Refused, match="at least one person"):
        composed(event="Tea")
