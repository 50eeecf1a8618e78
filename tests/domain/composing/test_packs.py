"""What a pack gathers: the real points, rewards and standing."""

import pytest

from portal.domain.composing import packs
from portal.domain.composing.order import Order
from portal.domain.paper.pack import Pack, PackReward
from portal.domain.working import activity_types
from portal.models.earning.reward import Milestone
from portal.models.joining.membership import Membership
from tests.conftest import NOW
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type, an_action, the_rules

pytestmark = pytest.mark.usefixtures("app")


def composed(membership: Membership) -> Pack:
    return packs.compose(Order(number="OP-1", at=NOW, people=(membership,)))


def test_rewards_are_those_offered_on_the_day_the_cheapest_first() -> None:
    membership = an_ambassador(at=NOW)
    the_rules(at=NOW)
    a_reward("Apron", cost=500, at=NOW)
    a_reward("Mug", about="Blue", cost=100, stock=0, at=NOW)
    a_reward("Pin", milestone=Milestone.FIRST_ACTION, at=NOW)
    a_reward("Seat", milestone=Milestone.STANDING, standing=400, at=NOW)
    a_reward("Gone", at=NOW, retired_at=NOW)
    a_reward("Later", at=NOW, from_on=NOW.date().replace(day=28))
    assert composed(membership).rewards == (
        PackReward("Mug", "Blue", 100),
        PackReward("Apron", "", 500),
        PackReward("Pin", "", None, "first action"),
        PackReward("Seat", "", None, "standing", 400),
    )


def test_points_are_those_that_the_rules_promised_whatever_is_planned() -> None:
    membership = an_ambassador(at=NOW)
    kind = a_type("Content")
    activity_types.describe(kind, name=kind.name, about="", base_points=20, by=None, at=NOW)
    the_rules(at=NOW)
    an_action(on=NOW.date(), base_points=90, at=NOW)
    activity_types.describe(kind, name=kind.name, about="", base_points=40, by=None, at=NOW)
    found = {each.name: (each.base, each.weight, each.points) for each in composed(membership).types}
    assert (found["Content"], found["Speaking"]) == ((20, 3, 60), (10, 5, 50))


def test_the_standing_is_the_persons_own() -> None:
    membership = an_ambassador(at=NOW)
    assert composed(membership).standing == 0
    earned(membership, 412, at=NOW)
    assert composed(membership).standing == 412
