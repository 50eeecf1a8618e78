"""Which reward a person's credits reach next, and how many they reach already."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import Date, Integer, Select, bindparam, or_, select

from portal.db import rows
from portal.domain.earning import offers, rewards
from portal.models.earning.entry import Balance
from portal.models.earning.reward import Reward


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many rewards can be had now, and the cheapest of those that cost more, by name and cost."""

    credits: int
    now: int
    next: str
    cost: int

    @property
    def missing(self) -> int:
        """Return how many credits the next one takes still."""
        return max(0, self.cost - self.credits)


def of(balance: Balance, *, on: date) -> Reach:
    """Return how far a person's credits reach on a day, in one statement."""
    found = rows(_offered(), {"person": balance.person_id, "on": on}).all()
    beyond = [(name, cost) for name, cost in found if cost is not None and cost > balance.credits]
    name, cost = beyond[0] if beyond else ("", 0)
    return Reach(credits=balance.credits, now=len(found) - len(beyond), next=name, cost=cost)


@cache
def _offered() -> Select[str, int | None]:
    """What is offered to `:person` `:on` a day, built once: that takes longer than sending it."""
    on = bindparam("on", type_=Date)
    had = offers.times_had(bindparam("person", type_=Integer), Reward.id)
    offered = select(Reward.name, Reward.cost).where(
        Reward.cost.is_not(None),
        or_(Reward.stock.is_(None), Reward.stock > 0),
        rewards.offered(on),
        or_(Reward.per_person.is_(None), had < Reward.per_person),
    )
    return offered.order_by(Reward.cost, Reward.position, Reward.id)
