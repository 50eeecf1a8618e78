"""Offering rewards, and moving their stock by hand."""

from typing import Any

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import rewards, stock
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.earning.reward import Milestone, Reward, RewardKind, StockMove
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def ines(app: object) -> Person:
    """A manager."""
    return a_person(role=Role.MANAGER, name="Ines Calder", at=NOW)


def offered(by: Person, name: str = "Mug", **matter: Any) -> Reward:
    known: dict[str, Any] = {"kind": RewardKind.TANGIBLE, "cost": None if "milestone" in matter else 100}
    return rewards.offer(name=name, **(known | matter), by=by, at=NOW)


def deeds() -> list[tuple[str, object]]:
    chosen = select(AuditEntry.verb, AuditEntry.after).where(AuditEntry.thing == "rewards")
    return [(verb, after) for verb, after in db.session.execute(chosen.order_by(AuditEntry.id))]


def test_a_first_stock_is_a_move_with_its_author(ines: Person) -> None:
    mug = offered(ines, first=12)
    move = db.session.scalars(select(StockMove)).one()
    assert (move.reward_id, move.amount, move.reason, move.by_id) == (mug.id, 12, "First stock", ines.id)
    assert mug.stock == 12
    assert deeds() == [("offered", {"name": "Mug", "kind": "tangible", "cost": 100})]


def test_what_never_runs_out_has_no_stock_until_it_is_counted(ines: Person) -> None:
    talk = offered(ines, name="Talk")
    assert talk.stock is None
    stock.adjust(talk, 5, reason="Five seats", after=0, by=ines, at=NOW)
    assert (talk.stock, db.session.scalars(select(StockMove.amount)).all()) == (5, [5])


def test_stock_cannot_be_moved_twice_below_nothing_or_for_nothing(ines: Person) -> None:
    mug = offered(ines, first=3)
    first = stock.last_by_hand(mug)
    stock.adjust(mug, -1, reason="Broken", after=first, by=ines, at=NOW)
    for amount, reason, after, why in (
        (-1, "Broken", first, "The stock was changed a moment ago"),
        (-3, "Broken", first + 1, "There are 2, and there can be from none to a million"),
        (10**9, "Delivered", first + 1, "There are 2, and there can be from none to a million"),
        (1, "", first + 1, "Say why"),
    ):
        with pytest.raises(Refused, match=why):
            stock.adjust(mug, amount, reason=reason, after=after, by=ines, at=NOW)
    assert mug.stock == 2
    assert deeds()[1:] == [("restocked", {"by": -1, "stock": 2, "reason": "Broken"})]


def test_codes_are_the_stock_of_a_reward_that_has_codes(ines: Person) -> None:
    card = offered(ines, name="Card", has_codes=True)
    assert card.stock == 0
    with pytest.raises(Refused, match="add codes"):
        stock.adjust(card, 5, reason="More", after=0, by=ines, at=NOW)
    with pytest.raises(Refused, match="add the codes next"):
        offered(ines, name="Second card", has_codes=True, first=3)


@pytest.mark.parametrize(
    ("matter", "field"),
    [
        ({"cost": None}, "cost"),
        ({"cost": 0}, "cost"),
        ({"cost": 100, "milestone": Milestone.RENEWED}, "cost"),
        ({"milestone": Milestone.STANDING}, "standing"),
        ({"milestone": Milestone.RENEWED, "standing": 400}, "standing"),
        ({"from_on": NOW.date(), "until_on": NOW.date().replace(day=1)}, "until_on"),
    ],
)
def test_one_way_to_have_it_and_no_other(ines: Person, matter: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        offered(ines, **matter)
    assert refused.value.field == field
    assert db.session.scalar(select(Reward.id)) is None


def test_a_name_is_taken_once_until_it_is_retired(ines: Person) -> None:
    mug = offered(ines)
    with pytest.raises(Refused, match="There is a reward called MUG already"):
        offered(ines, name="MUG")
    rewards.retire(mug, by=ines, at=NOW)
    second = offered(ines, name="MUG")
    with pytest.raises(Refused, match="already"):
        rewards.bring_back(mug, by=ines, at=NOW)
    assert (mug.retired_at, second.retired_at) == (NOW, None)


def test_a_change_is_written_down_and_what_is_the_same_is_not(ines: Person) -> None:
    mug = offered(ines)
    rewards.change(mug, name="mug", kind=RewardKind.TANGIBLE, cost=150, by=ines, at=NOW)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "changed")).one()
    assert (entry.before, entry.after) == ({"name": "Mug", "cost": 100}, {"name": "mug", "cost": 150})
    rewards.change(mug, name="mug", kind=RewardKind.TANGIBLE, cost=150, by=ines, at=NOW)
    assert len(deeds()) == 2


def test_what_is_offered_on_a_day(ines: Person) -> None:
    day = NOW.date()
    offered(ines, name="Always")
    offered(ines, name="Gone", first=0)
    offered(ines, name="Later", from_on=day.replace(day=28))
    offered(ines, name="Over", until_on=day.replace(day=1))
    rewards.retire(offered(ines, name="Retired"), by=ines, at=NOW)

    def names(state: str) -> set[str]:
        return {each.name for each in db.session.scalars(rewards.chosen(state=state, on=day))}

    assert names("offered") == {"Always", "Gone"}
    assert (names("out"), names("retired")) == ({"Gone"}, {"Retired"})
    assert len(names("no such state")) == 5
